import type { AttributeValue, ConsentState } from "../batch/types";
import type { IdentityRecord } from "../identity/record";
import type { Int64, Mpid } from "../int64";
import type { Device } from "../profile/device";
import { encodeArray } from "./columns";
import {
  type AttributeState,
  type Attribution,
  accountValueKey,
  attributeKey,
  type ProfileState,
  type WorkspaceState,
} from "./state";
import { overRows, together } from "./statement";

/** The columns of `profile p` as a ProfileRow. */
export const PROFILE_COLUMNS = `
  p.mpid, p.scope_id, p.environment::text AS environment, p.first_seen::float8 AS first_seen,
  p.last_seen::float8 AS last_seen, p.is_opted_out, p.limit_ad_tracking, p.ip, p.source_mpid, p.identities,
  p.partner_identities`;

/**
 * People as batches meet them: with a workspace and a device (null for none). `places` gives mpid, workspace_id and das; a
 * profile comes once for each of its places, and without what there is not.
 */
const peopleAt = (places: string) => `
  SELECT k.workspace_id, ${PROFILE_COLUMNS},
         w.first_seen::float8 AS w_first_seen, w.last_seen::float8 AS w_last_seen, w.inputs, w.consent, w.attribution,
         d.das, d.platform AS d_platform, d.first_seen::float8 AS d_first_seen, d.last_seen::float8 AS d_last_seen,
         d.limit_ad_tracking AS d_limit_ad_tracking, d.att_status AS d_att_status, d.att_at::float8 AS d_att_at,
         d.identities AS d_identities, d.metadata AS d_metadata, d.integration_attributes AS d_integration_attributes
  FROM ${places} AS k
  JOIN profile p ON p.mpid = k.mpid
  LEFT JOIN profile_workspace w ON w.mpid = k.mpid AND w.workspace_id = k.workspace_id
  LEFT JOIN device d ON d.mpid = k.mpid AND d.workspace_id = k.workspace_id AND d.das = k.das`;

/** People at places that the caller knows: for reads without locks. */
export const LOAD_PLACES = overRows<readonly Place[], Place>(
  "load-places",
  (places) => places,
  {
    mpid: ["bigint", (row) => row.mpid],
    workspace_id: ["int", (row) => row.workspaceId],
    das: ["text", (row) => row.das],
  },
  peopleAt,
);

/**
 * The candidates of a call's groups, from the statement that finds them (KEEP_CANDIDATES) to those behind it in the same
 * flight: settings of the transaction, two arrays that go hand in hand. Nothing has to come here and go back.
 */
const CANDIDATES = `
  (SELECT unnest(current_setting('ingest.mpids')::bigint[]) AS mpid,
          unnest(current_setting('ingest.groups')::int[]) AS group_id)`;

/** A select list that keeps the candidates of `pairs` (mpid, group_id). */
export const KEEP_CANDIDATES = `
  length(set_config('ingest.mpids', coalesce(array_agg(mpid), '{}')::text, true)
      || set_config('ingest.groups', coalesce(array_agg(group_id), '{}')::text, true))`;

/** In the order of `personLockKeys`. */
export const LOCK_CANDIDATES = `
  SELECT count(pg_advisory_xact_lock(mpid))
  FROM (SELECT DISTINCT mpid FROM ${CANDIDATES} AS c ORDER BY mpid) AS k`;

/** The candidates of the rows' groups, with the other columns of the rows. */
const candidatesWith = (rows: string) => `${rows} AS g JOIN ${CANDIDATES} AS c USING (group_id)`;

/** All candidates of groups, at the places where the groups' batches meet them. */
export const LOAD_PEOPLE = overRows<readonly GroupPlace[], GroupPlace>(
  "load-people",
  (places) => places,
  {
    group_id: ["int", (row) => row.group],
    workspace_id: ["int", (row) => row.workspaceId],
    das: ["text", (row) => row.das],
  },
  (rows) => peopleAt(`(SELECT c.mpid, g.workspace_id, g.das FROM ${candidatesWith(rows)})`),
);

/** Where the candidates of a group may be met. */
export type GroupPlace = { readonly group: number; readonly workspaceId: number; readonly das: string | null };

export type Place = { readonly mpid: Mpid; readonly workspaceId: number; readonly das: string | null };

export type PersonRow = ProfileRow & { workspace_id: number } & (WorkspaceRow | Absent<WorkspaceRow>) &
  (DeviceRow | Absent<DeviceRow>);

/** What an outer join gives for a row that is not there. */
type Absent<Row> = { [Column in keyof Row]: null };

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

type WorkspaceRow = {
  w_first_seen: number;
  w_last_seen: number;
  inputs: string;
  consent: string;
  attribution: string;
};

type DeviceRow = {
  das: string;
  d_platform: string | null;
  d_first_seen: number;
  d_last_seen: number;
  d_limit_ad_tracking: boolean | null;
  d_att_status: string | null;
  d_att_at: number | null;
  d_identities: string;
  d_metadata: string;
  d_integration_attributes: string;
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

/** Null when the workspace has not seen the profile yet. */
export function workspaceFrom(row: PersonRow): WorkspaceState | null {
  if (row.inputs === null) return null;
  const inputs: Record<string, [number, number]> = JSON.parse(row.inputs);
  const consent: ConsentState = JSON.parse(row.consent);
  const attribution: Attribution[] = JSON.parse(row.attribution);
  return {
    mpid: row.mpid,
    workspaceId: row.workspace_id,
    firstSeen: row.w_first_seen,
    lastSeen: row.w_last_seen,
    inputs,
    consent,
    attribution,
  };
}

/** Null when the profile has not been seen with the device yet. */
export function deviceFrom(row: PersonRow): Device | null {
  if (row.das === null) return null;
  const identities: Record<string, string> = JSON.parse(row.d_identities);
  const metadata: Record<string, Record<string, unknown>> = JSON.parse(row.d_metadata);
  const integrationAttributes: Record<string, unknown> = JSON.parse(row.d_integration_attributes);
  return {
    das: row.das,
    platform: row.d_platform,
    firstSeen: row.d_first_seen,
    lastSeen: row.d_last_seen,
    limitAdTracking: row.d_limit_ad_tracking,
    attStatus: row.d_att_status,
    attAt: row.d_att_at,
    identities,
    metadata,
    integrationAttributes,
  };
}

export type AttributePlace = { readonly group: number; readonly workspaceId: number; readonly key: string };
export type AccountValuePlace = { readonly group: number; readonly accountId: number; readonly key: string };

export type AttributePlaces = {
  readonly workspace: readonly AttributePlace[];
  /** Of keys that are declared account-level; seldom any. */
  readonly account: readonly AccountValuePlace[];
};

/** The attributes that batches touch, and the account-level values of the same keys, in one statement. */
export const LOAD_ATTRIBUTES = together<AttributePlaces>("load-attributes", [
  overRows(
    "account_values",
    ({ account }) => account,
    {
      group_id: ["int", (row) => row.group],
      account_id: ["int", (row) => row.accountId],
      key: ["text", (row) => row.key],
    },
    (rows) => `
      SELECT v.mpid, v.account_id, v.key, v.value
      FROM ${candidatesWith(rows)} JOIN account_attribute_value v USING (mpid, account_id, key)`,
  ),
  overRows(
    "attributes",
    ({ workspace }) => workspace,
    {
      group_id: ["int", (row) => row.group],
      workspace_id: ["int", (row) => row.workspaceId],
      key: ["text", (row) => row.key],
    },
    (rows) => `
      SELECT a.mpid, NULL::int AS account_id, a.workspace_id, a.key, a.value, a.tier, a.input_id, a.batch_id,
             a.updated_at::float8 AS updated_at
      FROM ${candidatesWith(rows)} JOIN user_attribute a USING (mpid, workspace_id, key)
      UNION ALL
      SELECT mpid, account_id, NULL, key, value, NULL, NULL, NULL, NULL FROM account_values`,
  ),
]);

type WorkspaceAttributeRow = {
  workspace_id: number;
  tier: number;
  input_id: number;
  batch_id: Int64;
  updated_at: number;
};

export type AttributeRow = { mpid: Mpid; key: string; value: string } & (
  | ({ account_id: null } & WorkspaceAttributeRow)
  | ({ account_id: number } & Absent<WorkspaceAttributeRow>)
);

export type LoadedAttributes = {
  readonly attributes: Map<string, AttributeState>;
  readonly accountValues: Map<string, AttributeValue>;
};

export function attributesFrom(rows: readonly AttributeRow[]): LoadedAttributes {
  const attributes: LoadedAttributes["attributes"] = new Map();
  const accountValues: LoadedAttributes["accountValues"] = new Map();
  for (const row of rows) {
    const { mpid, key } = row;
    const value: AttributeValue = JSON.parse(row.value);
    if (row.account_id !== null) {
      accountValues.set(accountValueKey(mpid, row.account_id, key), value);
      continue;
    }
    const { workspace_id, tier, input_id: inputId, batch_id: batchId, updated_at: updatedAt } = row;
    attributes.set(attributeKey(mpid, workspace_id, key), { value, tier, inputId, batchId, updatedAt });
  }
  return { attributes, accountValues };
}

export type Names = {
  readonly names: readonly { readonly workspaceId: number; readonly type: string; readonly name: string }[];
  readonly workspaceIds: readonly number[];
};

/** Which of the batches' own names are known, and as rows without a name how many names each workspace has. */
export const LOAD_EVENT_NAMES = together<Names>("load-event-names", [
  overRows(
    "known",
    ({ names }) => names,
    {
      workspace_id: ["int", (row) => row.workspaceId],
      event_type: ["text", (row) => row.type],
      name: ["text", (row) => row.name],
    },
    (rows) => `
      SELECT n.workspace_id, n.event_type, n.name FROM ${rows} AS k JOIN event_name n USING (workspace_id, event_type, name)`,
  ),
  {
    name: "names",
    text: `
      SELECT workspace_id, event_type, name, 0 AS names FROM known
      UNION ALL
      SELECT workspace_id, NULL, NULL, event_names FROM workspace_counter WHERE workspace_id = ANY($1::int[])`,
    values: ({ workspaceIds }) => [encodeArray("int", workspaceIds)],
  },
]);

export type EventNameRow =
  | { workspace_id: number; event_type: string; name: string; names: 0 }
  | { workspace_id: number; event_type: null; name: null; names: number };
