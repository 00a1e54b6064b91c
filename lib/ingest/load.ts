import type { AttributeValue, ConsentState } from "../batch/types";
import type { IdentityRecord } from "../identity/record";
import type { Int64, Mpid } from "../int64";
import type { Device } from "../profile/device";
import type { AttributeState, Attribution, ProfileState, WorkspaceState } from "./state";

/** Statements of the second flight, each over arrays, and what their rows become. */

export const LOAD_PROFILES_SQL = `
  SELECT mpid, scope_id, environment::text AS environment, first_seen::float8 AS first_seen, last_seen::float8 AS last_seen,
         is_opted_out, limit_ad_tracking, ip, source_mpid, identities, partner_identities
  FROM profile WHERE mpid = ANY($1::bigint[])`;

export type ProfileRow = {
  mpid: Mpid;
  scope_id: number;
  environment: string;
  first_seen: number;
  last_seen: number;
  is_opted_out: boolean;
  limit_ad_tracking: boolean | null;
  ip: string | null;
  source_mpid: Mpid | null;
  identities: string;
  partner_identities: string;
};

export function profileFrom(row: ProfileRow): ProfileState {
  const identities: IdentityRecord = JSON.parse(row.identities);
  const partnerIdentities: Record<string, string> = JSON.parse(row.partner_identities);
  return {
    mpid: row.mpid,
    scopeId: row.scope_id,
    environment: row.environment,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    isOptedOut: row.is_opted_out,
    limitAdTracking: row.limit_ad_tracking,
    ip: row.ip,
    sourceMpid: row.source_mpid,
    identities,
    partnerIdentities,
  };
}

export const LOAD_WORKSPACES_SQL = `
  SELECT p.mpid, p.workspace_id, p.first_seen::float8 AS first_seen, p.last_seen::float8 AS last_seen,
         p.inputs, p.consent, p.attribution
  FROM unnest($1::bigint[], $2::int[]) AS k (mpid, workspace_id)
  JOIN profile_workspace p ON p.mpid = k.mpid AND p.workspace_id = k.workspace_id`;

export type WorkspaceRow = {
  mpid: Mpid;
  workspace_id: number;
  first_seen: number;
  last_seen: number;
  inputs: string;
  consent: string;
  attribution: string;
};

export function workspaceFrom(row: WorkspaceRow): WorkspaceState {
  const inputs: Record<string, [number, number]> = JSON.parse(row.inputs);
  const consent: ConsentState = JSON.parse(row.consent);
  const attribution: Attribution[] = JSON.parse(row.attribution);
  return {
    mpid: row.mpid,
    workspaceId: row.workspace_id,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    inputs,
    consent,
    attribution,
  };
}

export const LOAD_ATTRIBUTES_SQL = `
  SELECT a.mpid, a.workspace_id, a.key, a.value, a.tier, a.input_id, a.batch_id, a.updated_at::float8 AS updated_at
  FROM unnest($1::bigint[], $2::int[], $3::text[]) AS k (mpid, workspace_id, key)
  JOIN user_attribute a ON a.mpid = k.mpid AND a.workspace_id = k.workspace_id AND a.key = k.key`;

export type AttributeRow = {
  mpid: Mpid;
  workspace_id: number;
  key: string;
  value: string;
  tier: number;
  input_id: number;
  batch_id: Int64;
  updated_at: number;
};

export function attributeFrom(row: AttributeRow): AttributeState {
  const value: AttributeValue = JSON.parse(row.value);
  return { value, tier: row.tier, inputId: row.input_id, batchId: row.batch_id, updatedAt: row.updated_at };
}

export const LOAD_DEVICES_SQL = `
  SELECT d.mpid, d.workspace_id, d.das, d.platform, d.first_seen::float8 AS first_seen, d.last_seen::float8 AS last_seen,
         d.limit_ad_tracking, d.att_status, d.att_at::float8 AS att_at, d.identities, d.metadata, d.integration_attributes
  FROM unnest($1::bigint[], $2::int[], $3::text[]) AS k (mpid, workspace_id, das)
  JOIN device d ON d.mpid = k.mpid AND d.workspace_id = k.workspace_id AND d.das = k.das`;

export type DeviceRow = {
  mpid: Mpid;
  workspace_id: number;
  das: string;
  platform: string | null;
  first_seen: number;
  last_seen: number;
  limit_ad_tracking: boolean | null;
  att_status: string | null;
  att_at: number | null;
  identities: string;
  metadata: string;
  integration_attributes: string;
};

export function deviceFrom(row: DeviceRow): Device {
  const identities: Record<string, string> = JSON.parse(row.identities);
  const metadata: Record<string, Record<string, unknown>> = JSON.parse(row.metadata);
  const integrationAttributes: Record<string, unknown> = JSON.parse(row.integration_attributes);
  return {
    das: row.das,
    platform: row.platform,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    limitAdTracking: row.limit_ad_tracking,
    attStatus: row.att_status,
    attAt: row.att_at,
    identities,
    metadata,
    integrationAttributes,
  };
}

/** Which of the batches' own names are known; the count comes from the workspace's counter. */
export const LOAD_EVENT_NAMES_SQL = `
  SELECT n.workspace_id, n.event_type, n.name
  FROM unnest($1::int[], $2::text[], $3::text[]) AS k (workspace_id, event_type, name)
  JOIN event_name n ON n.workspace_id = k.workspace_id AND n.event_type = k.event_type AND n.name = k.name`;
export type EventNameRow = { workspace_id: number; event_type: string; name: string };

export const LOAD_EVENT_NAME_COUNTS_SQL =
  "SELECT workspace_id, event_names FROM workspace_counter WHERE workspace_id = ANY($1::int[])";
export type EventNameCountRow = { workspace_id: number; event_names: number };
