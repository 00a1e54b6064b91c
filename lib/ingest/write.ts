import { stringifyJson } from "../batch";
import { type Column, encodeArray } from "./columns";
import { overRows, type Statement, together } from "./statement";
import type { WriteSet } from "./write-set";

/** One set-based statement per table; each always runs, so a call's count of statements is fixed. */
type Write = Statement<WriteSet>;

const write = <Row>(
  name: string,
  rowsOf: (set: WriteSet) => readonly Row[],
  columns: Readonly<Record<string, Column<Row>>>,
  sql: (rows: string) => string,
): Write => overRows(name, rowsOf, columns, sql);

const profiles = write(
  "profiles",
  (set) => [...set.profiles.values()],
  {
    mpid: ["bigint", (row) => row.mpid],
    scope_id: ["int", (row) => row.scopeId],
    environment: ["text", (row) => row.environment],
    first_seen: ["bigint", (row) => row.firstSeen],
    last_seen: ["bigint", (row) => row.lastSeen],
    is_opted_out: ["boolean", (row) => row.isOptedOut],
    limit_ad_tracking: ["boolean", (row) => row.limitAdTracking],
    ip: ["text", (row) => row.ip],
    source_mpid: ["bigint", (row) => row.sourceMpid],
    identities: ["text", (row) => JSON.stringify(row.identities)],
    partner_identities: ["text", (row) => JSON.stringify(row.partnerIdentities)],
  },
  (rows) => `
    INSERT INTO profile (mpid, scope_id, environment, first_seen, last_seen, is_opted_out, limit_ad_tracking, ip,
                         source_mpid, identities, partner_identities)
    SELECT mpid, scope_id, environment::environment, first_seen, last_seen, is_opted_out, limit_ad_tracking, ip,
           source_mpid, identities, partner_identities
    FROM ${rows} AS k
    ON CONFLICT (mpid) DO UPDATE SET
      last_seen = excluded.last_seen, is_opted_out = excluded.is_opted_out,
      limit_ad_tracking = excluded.limit_ad_tracking, ip = excluded.ip, identities = excluded.identities,
      partner_identities = excluded.partner_identities`,
);

type IdentityRow = WriteSet["identities"] extends Map<string, infer Row> ? Row : never;
const identityColumns: Readonly<Record<string, Column<IdentityRow>>> = {
  scope_id: ["int", (row) => row.scopeId],
  environment: ["text", (row) => row.environment],
  type: ["text", (row) => row.type],
  value: ["text", (row) => row.value],
  mpid: ["bigint", (row) => row.mpid],
};

const removedIdentities = write(
  "removed_identities",
  (set) => {
    const removedAt = Math.max(0, ...set.batches.map((row) => row.receivedAt));
    return [...set.identities.values()].filter((row) => !row.held).map((row) => ({ ...row, removedAt }));
  },
  { ...identityColumns, removed_at: ["bigint", (row) => row.removedAt] },
  (rows) => `
    WITH gone AS (
      DELETE FROM identity i USING ${rows} AS k
      WHERE i.scope_id = k.scope_id AND i.environment = k.environment::environment AND i.type = k.type
        AND i.value = k.value AND i.mpid = k.mpid
      RETURNING i.scope_id, i.environment, i.type, i.value, i.mpid, k.removed_at
    )
    INSERT INTO former_identity (scope_id, environment, type, value, mpid, removed_at) SELECT * FROM gone
    ON CONFLICT (scope_id, environment, type, value, mpid) DO UPDATE SET removed_at = excluded.removed_at`,
);

const addedIdentities = write(
  "added_identities",
  (set) => [...set.identities.values()].filter((row) => row.held),
  { ...identityColumns, is_unique: ["boolean", (row) => row.unique] },
  (rows) => `
    INSERT INTO identity (scope_id, environment, type, value, mpid, is_unique)
    SELECT scope_id, environment::environment, type, value, mpid, is_unique FROM ${rows} AS k
    ON CONFLICT (scope_id, environment, type, value, mpid) DO NOTHING`,
);

const workspaces = write(
  "workspaces",
  (set) => [...set.workspaces.values()],
  {
    mpid: ["bigint", (row) => row.mpid],
    workspace_id: ["int", (row) => row.workspaceId],
    first_seen: ["bigint", (row) => row.firstSeen],
    last_seen: ["bigint", (row) => row.lastSeen],
    inputs: ["text", (row) => JSON.stringify(row.inputs)],
    consent: ["text", (row) => JSON.stringify(row.consent)],
    attribution: ["text", (row) => JSON.stringify(row.attribution)],
  },
  (rows) => `
    INSERT INTO profile_workspace (mpid, workspace_id, first_seen, last_seen, inputs, consent, attribution)
    SELECT * FROM ${rows} AS k
    ON CONFLICT (mpid, workspace_id) DO UPDATE SET
      last_seen = excluded.last_seen, inputs = excluded.inputs, consent = excluded.consent,
      attribution = excluded.attribution`,
);

const setAttributes = write(
  "attributes",
  (set) => [...set.attributes.values()].flatMap(({ next, ...row }) => (next ? [{ ...row, next }] : [])),
  {
    mpid: ["bigint", (row) => row.mpid],
    workspace_id: ["int", (row) => row.workspaceId],
    key: ["text", (row) => row.key],
    value: ["text", (row) => JSON.stringify(row.next.value)],
    tier: ["smallint", (row) => row.next.tier],
    input_id: ["int", (row) => row.next.inputId],
    batch_id: ["bigint", (row) => row.next.batchId],
    updated_at: ["bigint", (row) => row.next.updatedAt],
  },
  (rows) => `
    INSERT INTO user_attribute (mpid, workspace_id, key, value, tier, input_id, batch_id, updated_at)
    SELECT * FROM ${rows} AS k
    ON CONFLICT (mpid, workspace_id, key) DO UPDATE SET
      value = excluded.value, tier = excluded.tier, input_id = excluded.input_id, batch_id = excluded.batch_id,
      updated_at = excluded.updated_at`,
);

const deletedAttributes = write(
  "deleted_attributes",
  (set) => [...set.attributes.values()].filter((row) => !row.next),
  {
    mpid: ["bigint", (row) => row.mpid],
    workspace_id: ["int", (row) => row.workspaceId],
    key: ["text", (row) => row.key],
  },
  (rows) => `
    DELETE FROM user_attribute a USING ${rows} AS k
    WHERE a.mpid = k.mpid AND a.workspace_id = k.workspace_id AND a.key = k.key`,
);

const devices = write(
  "devices",
  (set) => [...set.devices.values()],
  {
    mpid: ["bigint", (row) => row.mpid],
    workspace_id: ["int", (row) => row.workspaceId],
    das: ["text", ({ device }) => device.das],
    platform: ["text", ({ device }) => device.platform],
    first_seen: ["bigint", ({ device }) => device.firstSeen],
    last_seen: ["bigint", ({ device }) => device.lastSeen],
    limit_ad_tracking: ["boolean", ({ device }) => device.limitAdTracking],
    att_status: ["text", ({ device }) => device.attStatus],
    att_at: ["bigint", ({ device }) => device.attAt],
    identities: ["text", ({ device }) => JSON.stringify(device.identities)],
    metadata: ["text", ({ device }) => stringifyJson(device.metadata)],
    integration_attributes: ["text", ({ device }) => stringifyJson(device.integrationAttributes)],
  },
  (rows) => `
    INSERT INTO device (mpid, workspace_id, das, platform, first_seen, last_seen, limit_ad_tracking, att_status, att_at,
                        identities, metadata, integration_attributes)
    SELECT * FROM ${rows} AS k
    ON CONFLICT (mpid, workspace_id, das) DO UPDATE SET
      platform = excluded.platform, last_seen = excluded.last_seen, limit_ad_tracking = excluded.limit_ad_tracking,
      att_status = excluded.att_status, att_at = excluded.att_at, identities = excluded.identities,
      metadata = excluded.metadata, integration_attributes = excluded.integration_attributes`,
);

const changes = write(
  "changes",
  (set) => set.changes,
  {
    mpid: ["bigint", (row) => row.mpid],
    batch_id: ["bigint", (row) => row.batchId],
    workspace_id: ["int", (row) => row.workspaceId],
    received_at: ["bigint", (row) => row.receivedAt],
    changes: ["text", (row) => stringifyJson(row.changes)],
  },
  (rows) => `
    INSERT INTO profile_change (mpid, batch_id, workspace_id, received_at, changes) SELECT * FROM ${rows} AS k`,
);

const rawRequests = write(
  "raw_requests",
  (set) => set.rawRequests,
  {
    id: ["bigint", (row) => row.id],
    input_id: ["int", (row) => row.inputId],
    received_at: ["bigint", (row) => row.receivedAt],
    path: ["text", (row) => row.path],
    byte_size: ["int", (row) => row.byteSize],
    body: ["bytea", (row) => row.body],
  },
  (rows) => `
    INSERT INTO raw_request (id, input_id, received_at, path, byte_size, body) SELECT * FROM ${rows} AS k`,
);

const events = write(
  "events",
  (set) => set.events,
  {
    id: ["bigint", (row) => row.id],
    batch_id: ["bigint", (row) => row.batchId],
    batch_index: ["int", (row) => row.batchIndex],
    workspace_id: ["int", (row) => row.workspaceId],
    input_id: ["int", (row) => row.inputId],
    mpid: ["bigint", (row) => row.mpid],
    das: ["text", (row) => row.das],
    event_type: ["text", (row) => row.eventType],
    name: ["text", (row) => row.name],
    event_time: ["bigint", (row) => row.eventTime],
  },
  (rows) => `
    INSERT INTO event (id, batch_id, batch_index, workspace_id, input_id, mpid, das, event_type, name, event_time)
    SELECT * FROM ${rows} AS k`,
);

const inputHours = write(
  "input_hours",
  (set) => [...set.inputHours.values()].sort((a, b) => a.inputId - b.inputId || a.hour - b.hour),
  {
    input_id: ["int", (row) => row.inputId],
    hour: ["int", (row) => row.hour],
    batches: ["int", (row) => row.batches],
    events: ["int", (row) => row.events],
    billable_events: ["int", (row) => row.billableEvents],
    dropped: ["int", (row) => row.dropped],
    not_associated: ["int", (row) => row.notAssociated],
    duplicate: ["int", (row) => row.duplicate],
    rejected: ["int", (row) => row.rejected],
    blocked: ["int", (row) => row.blocked],
    last_batch_at: ["bigint", (row) => row.lastBatchAt],
  },
  (rows) => `
    INSERT INTO input_hour AS h (input_id, hour, batches, events, billable_events, dropped, not_associated, duplicate,
                                 rejected, blocked, last_batch_at)
    SELECT * FROM ${rows} AS k
    ON CONFLICT (input_id, hour) DO UPDATE SET
      batches = h.batches + excluded.batches, events = h.events + excluded.events,
      billable_events = h.billable_events + excluded.billable_events, dropped = h.dropped + excluded.dropped,
      not_associated = h.not_associated + excluded.not_associated, duplicate = h.duplicate + excluded.duplicate,
      rejected = h.rejected + excluded.rejected, blocked = h.blocked + excluded.blocked,
      last_batch_at = greatest(h.last_batch_at, excluded.last_batch_at)`,
);

const eventNames = write(
  "event_names",
  (set) =>
    [...set.eventNames.values()].sort(
      (a, b) => a.workspaceId - b.workspaceId || compare(a.type, b.type) || compare(a.name, b.name),
    ),
  {
    workspace_id: ["int", (row) => row.workspaceId],
    event_type: ["text", (row) => row.type],
    name: ["text", (row) => row.name],
  },
  (rows) => `
    WITH fresh AS (
      INSERT INTO event_name (workspace_id, event_type, name) SELECT * FROM ${rows} AS k
      ON CONFLICT DO NOTHING RETURNING workspace_id
    )
    UPDATE workspace_counter c SET event_names = c.event_names + f.names
    FROM (SELECT workspace_id, count(*)::int AS names FROM fresh GROUP BY workspace_id) AS f
    WHERE c.workspace_id = f.workspace_id`,
);

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Before the names, which are counted there: two calls over the same workspaces queue up in one order. */
const lockCounters: Write = {
  name: "lock_counters",
  text: "SELECT FROM workspace_counter WHERE workspace_id = ANY($1::int[]) ORDER BY workspace_id FOR UPDATE",
  values: (set) => [encodeArray("int", [...set.batchCounts.keys()])],
};

const addedNumbers = write(
  "counter",
  (set) => [...set.batchCounts],
  {
    workspace_id: ["int", ([workspaceId]) => workspaceId],
    batches: ["int", ([, count]) => count],
  },
  (rows) => `
    UPDATE workspace_counter c SET seq = c.seq + k.batches FROM ${rows} AS k WHERE c.workspace_id = k.workspace_id
    RETURNING c.workspace_id, c.seq, c.seq - k.batches AS base`,
);

const numberedBatches = write(
  "numbered",
  (set) => set.batches,
  {
    id: ["bigint", (row) => row.id],
    kind: ["text", (row) => row.kind],
    workspace_id: ["int", (row) => row.workspaceId],
    place: ["int", (row) => row.place],
    environment: ["text", (row) => row.environment],
    input_id: ["int", (row) => row.inputId],
    received_at: ["bigint", (row) => row.receivedAt],
    mpid: ["bigint", (row) => row.mpid],
    das: ["text", (row) => row.das],
    device_id: ["text", (row) => row.deviceId],
    outcome: ["text", (row) => row.outcome],
    event_count: ["int", (row) => row.eventCount],
    warning_count: ["int", (row) => row.warningCount],
    refused: ["boolean", (row) => row.refused],
    request_id: ["bigint", (row) => row.requestId],
    request_index: ["int", (row) => row.requestIndex],
    body: ["text", (row) => row.body],
    decision: ["text", (row) => row.decision],
  },
  (rows) => `
    INSERT INTO batch (id, kind, workspace_id, seq, environment, input_id, received_at, mpid, das, device_id, outcome,
                       event_count, warning_count, refused, request_id, request_index, body, decision)
    SELECT k.id, k.kind, k.workspace_id, counter.base + k.place, k.environment::environment, k.input_id, k.received_at,
           k.mpid, k.das, k.device_id, k.outcome, k.event_count, k.warning_count, k.refused, k.request_id,
           k.request_index, k.body, k.decision
    FROM ${rows} AS k JOIN counter USING (workspace_id)`,
);

/**
 * Last of all: rows get their numbers while the counter is locked, so numbers follow commits and have no gaps. An
 * input's hour is a row that calls share, too: locked by an earlier statement, it would hold up the others for longer.
 */
const batches: Write = together("batches", [
  inputHours,
  addedNumbers,
  numberedBatches,
  { name: "sequences", text: "SELECT workspace_id, seq FROM counter", values: () => [] },
]);

/**
 * In lock order. Values that leave records go first, since they may come to others in the next statement; rows that
 * many calls share (an input's hour, a workspace's counter) come last, so that nobody waits for them long; the last one
 * tells the highest number of each workspace.
 */
export const WRITES: readonly Write[] = [
  removedIdentities,
  together("rows", [
    profiles,
    addedIdentities,
    workspaces,
    setAttributes,
    deletedAttributes,
    devices,
    changes,
    rawRequests,
    events,
  ]),
  lockCounters,
  eventNames,
  batches,
];
