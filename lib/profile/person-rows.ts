import { query } from "../db";
import type { Int64, Mpid } from "../int64";
import type { AliasFact, InputRef, PersonEnvironment } from "./view-types";

/** The statements behind the profile page: one per table, whatever the person's size. */

export type ProfileRow = {
  mpid: Mpid;
  scope_id: number;
  environment: PersonEnvironment;
  first_seen: number;
  last_seen: number;
  is_opted_out: boolean;
  limit_ad_tracking: boolean | null;
  ip: string | null;
  source_mpid: Mpid | null;
  identities: string;
  partner_identities: string;
  status: string;
  login_types: string[];
  priority: string[];
};

/** The profile if it is of the scope; undefined otherwise. */
export async function readProfile(mpid: Mpid, scopeId: number): Promise<ProfileRow | undefined> {
  const [row] = await query<ProfileRow>(
    `SELECT p.mpid, p.scope_id, p.environment::text AS environment, p.first_seen::float8 AS first_seen,
            p.last_seen::float8 AS last_seen, p.is_opted_out, p.limit_ad_tracking, p.ip, p.source_mpid, p.identities,
            p.partner_identities, p.status, s.login_types, s.priority
     FROM profile p JOIN identity_scope s ON s.id = p.scope_id
     WHERE p.mpid = $1 AND p.scope_id = $2`,
    [mpid, scopeId],
    "person-profile",
  );
  return row;
}

/** The page shows the latest; a shared device may be the source of many. */
export const MAX_ALIASES = 50;

/** Alias requests that name the person, newest first; one row more than are shown tells that there are more. */
export async function readAliases(mpid: Mpid): Promise<AliasFact[]> {
  return query<AliasFact>(
    `SELECT id, CASE WHEN source_mpid = $1 THEN 'source' ELSE 'destination' END AS role,
            CASE WHEN source_mpid = $1 THEN destination_mpid ELSE source_mpid END AS mpid,
            start_at::float8 AS start, end_at::float8 AS end, requested_at::float8 AS "requestedAt",
            due_at::float8 AS "dueAt", finished_at::float8 AS "finishedAt", state, reason
     FROM alias_request WHERE source_mpid = $1 OR destination_mpid = $1 ORDER BY id DESC LIMIT ${MAX_ALIASES + 1}`,
    [mpid],
    "person-aliases",
  );
}

export type UsageRow = {
  workspace_id: number;
  first_seen: number;
  last_seen: number;
  inputs: string;
  consent: string;
  attribution: string;
};

export function readUsage(mpids: readonly Mpid[], workspaceIds: readonly number[]): Promise<UsageRow[]> {
  return query<UsageRow>(
    `SELECT workspace_id, first_seen::float8 AS first_seen, last_seen::float8 AS last_seen, inputs, consent, attribution
     FROM profile_workspace WHERE mpid = ANY($1::bigint[]) AND workspace_id = ANY($2::int[]) ORDER BY last_seen DESC`,
    [mpids, workspaceIds],
    "person-usage",
  );
}

export type AttributeRow = {
  key: string;
  value: string;
  tier: number;
  input_id: number;
  batch_id: Int64;
  updated_at: number;
};

export function readAttributes(mpid: Mpid, workspaceId: number): Promise<AttributeRow[]> {
  return query<AttributeRow>(
    `SELECT key, value, tier, input_id, batch_id, updated_at::float8 AS updated_at
     FROM user_attribute WHERE mpid = $1 AND workspace_id = $2`,
    [mpid, workspaceId],
    "person-attributes",
  );
}

export type AccountValueRow = { key: string; value: string; set_by: string; updated_at: number };

/** The person's account-level values of the keys that are declared now. */
export function readAccountValues(mpid: Mpid, accountId: number): Promise<AccountValueRow[]> {
  return query<AccountValueRow>(
    `SELECT v.key, v.value, v.set_by, v.updated_at::float8 AS updated_at
     FROM account_attribute_value v JOIN account_attribute d ON d.account_id = v.account_id AND d.key = v.key
     WHERE v.mpid = $1 AND v.account_id = $2`,
    [mpid, accountId],
    "person-account-values",
  );
}

export type DeviceRow = {
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
};

/** A shared login may gather thousands of devices; the page shows the ones seen last. */
export const MAX_DEVICES = 100;

export function readDevices(mpids: readonly Mpid[], workspaceIds: readonly number[]): Promise<DeviceRow[]> {
  return query<DeviceRow>(
    `SELECT workspace_id, das, platform, first_seen::float8 AS first_seen, last_seen::float8 AS last_seen,
            limit_ad_tracking, att_status, att_at::float8 AS att_at, identities, metadata
     FROM device WHERE mpid = ANY($1::bigint[]) AND workspace_id = ANY($2::int[])
     ORDER BY last_seen DESC, das LIMIT ${MAX_DEVICES}`,
    [mpids, workspaceIds],
    "person-devices",
  );
}

export type InputRow = InputRef & { workspace_id: number };

/** Inputs of the workspaces by id: few, and every section names them. */
export async function readInputs(workspaceIds: readonly number[]): Promise<Map<number, InputRef>> {
  const rows = await query<InputRow>(
    "SELECT id, name, kind, workspace_id FROM input WHERE workspace_id = ANY($1::int[])",
    [workspaceIds],
    "person-inputs",
  );
  return new Map(rows.map(({ id, name, kind }) => [id, { id, name, kind }]));
}

export type RegulationRow = { gdpr_enabled: boolean; ccpa_enabled: boolean; purposes: string[] };

export async function readRegulations(workspaceId: number): Promise<RegulationRow> {
  const [row] = await query<RegulationRow>(
    `SELECT w.gdpr_enabled, w.ccpa_enabled,
            ARRAY(SELECT g.purpose FROM gdpr_purpose g WHERE g.workspace_id = w.id ORDER BY g.purpose) AS purposes
     FROM workspace w WHERE w.id = $1`,
    [workspaceId],
    "person-regulations",
  );
  return row ?? { gdpr_enabled: false, ccpa_enabled: false, purposes: [] };
}
