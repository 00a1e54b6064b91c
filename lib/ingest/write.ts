import { stringifyJson } from "../batch";
import { boolArray, byteaArray, int2Array, int4Array, int8Array, textArray } from "./binary-array";
import type { WriteSet } from "./write-set";

/** One set-based statement per table, in lock order; each always runs, so a call's count of statements is fixed. */
export type Statement = { readonly name: string; readonly text: string; values(set: WriteSet): Buffer[] };

const profiles: Statement = {
  name: "write-profiles",
  text: `
    INSERT INTO profile (mpid, scope_id, environment, first_seen, last_seen, is_opted_out, limit_ad_tracking, ip,
                         source_mpid, identities, partner_identities)
    SELECT k.mpid, k.scope_id, k.environment::environment, k.first_seen, k.last_seen, k.is_opted_out,
           k.limit_ad_tracking, k.ip, k.source_mpid, k.identities, k.partner_identities
    FROM unnest($1::bigint[], $2::int[], $3::text[], $4::bigint[], $5::bigint[], $6::bool[], $7::bool[], $8::text[],
                $9::bigint[], $10::text[], $11::text[])
      AS k (mpid, scope_id, environment, first_seen, last_seen, is_opted_out, limit_ad_tracking, ip, source_mpid,
            identities, partner_identities)
    ON CONFLICT (mpid) DO UPDATE SET
      last_seen = excluded.last_seen, is_opted_out = excluded.is_opted_out,
      limit_ad_tracking = excluded.limit_ad_tracking, ip = excluded.ip, identities = excluded.identities,
      partner_identities = excluded.partner_identities`,
  values(set) {
    const rows = [...set.profiles.values()];
    return [
      int8Array(rows.map((row) => row.mpid)),
      int4Array(rows.map((row) => row.scopeId)),
      textArray(rows.map((row) => row.environment)),
      int8Array(rows.map((row) => row.firstSeen)),
      int8Array(rows.map((row) => row.lastSeen)),
      boolArray(rows.map((row) => row.isOptedOut)),
      boolArray(rows.map((row) => row.limitAdTracking)),
      textArray(rows.map((row) => row.ip)),
      int8Array(rows.map((row) => row.sourceMpid)),
      textArray(rows.map((row) => JSON.stringify(row.identities))),
      textArray(rows.map((row) => JSON.stringify(row.partnerIdentities))),
    ];
  },
};

const removedIdentities: Statement = {
  name: "write-removed-identities",
  text: `
    WITH gone AS (
      DELETE FROM identity i
      USING unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::bigint[])
        AS k (scope_id, environment, type, value, mpid)
      WHERE i.scope_id = k.scope_id AND i.environment = k.environment::environment AND i.type = k.type
        AND i.value = k.value AND i.mpid = k.mpid
      RETURNING i.scope_id, i.environment, i.type, i.value, i.mpid
    )
    INSERT INTO former_identity (scope_id, environment, type, value, mpid, removed_at)
    SELECT gone.*, ($6::bigint[])[1] FROM gone
    ON CONFLICT (scope_id, environment, type, value, mpid) DO UPDATE SET removed_at = excluded.removed_at`,
  values: (set) => [
    ...identityColumns(set, false),
    int8Array([Math.max(0, ...set.batches.map((row) => row.receivedAt))]),
  ],
};

const addedIdentities: Statement = {
  name: "write-added-identities",
  text: `
    INSERT INTO identity (scope_id, environment, type, value, mpid, is_unique)
    SELECT k.scope_id, k.environment::environment, k.type, k.value, k.mpid, k.is_unique
    FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bool[])
      AS k (scope_id, environment, type, value, mpid, is_unique)
    ON CONFLICT (scope_id, environment, type, value, mpid) DO NOTHING`,
  values(set) {
    const rows = [...set.identities.values()].filter((row) => row.held);
    return [...identityColumns(set, true), boolArray(rows.map((row) => row.unique))];
  },
};

function identityColumns(set: WriteSet, held: boolean): Buffer[] {
  const rows = [...set.identities.values()].filter((row) => row.held === held);
  return [
    int4Array(rows.map((row) => row.scopeId)),
    textArray(rows.map((row) => row.environment)),
    textArray(rows.map((row) => row.type)),
    textArray(rows.map((row) => row.value)),
    int8Array(rows.map((row) => row.mpid)),
  ];
}

const workspaces: Statement = {
  name: "write-workspaces",
  text: `
    INSERT INTO profile_workspace (mpid, workspace_id, first_seen, last_seen, inputs, consent, attribution)
    SELECT * FROM unnest($1::bigint[], $2::int[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[])
    ON CONFLICT (mpid, workspace_id) DO UPDATE SET
      last_seen = excluded.last_seen, inputs = excluded.inputs, consent = excluded.consent,
      attribution = excluded.attribution`,
  values(set) {
    const rows = [...set.workspaces.values()];
    return [
      int8Array(rows.map((row) => row.mpid)),
      int4Array(rows.map((row) => row.workspaceId)),
      int8Array(rows.map((row) => row.firstSeen)),
      int8Array(rows.map((row) => row.lastSeen)),
      textArray(rows.map((row) => JSON.stringify(row.inputs))),
      textArray(rows.map((row) => JSON.stringify(row.consent))),
      textArray(rows.map((row) => JSON.stringify(row.attribution))),
    ];
  },
};

const setAttributes: Statement = {
  name: "write-attributes",
  text: `
    INSERT INTO user_attribute (mpid, workspace_id, key, value, tier, input_id, batch_id, updated_at)
    SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::smallint[], $6::int[], $7::bigint[],
                         $8::bigint[])
    ON CONFLICT (mpid, workspace_id, key) DO UPDATE SET
      value = excluded.value, tier = excluded.tier, input_id = excluded.input_id, batch_id = excluded.batch_id,
      updated_at = excluded.updated_at`,
  values(set) {
    const rows = [...set.attributes.values()].flatMap(({ next, ...row }) => (next ? [{ ...row, next }] : []));
    return [
      int8Array(rows.map((row) => row.mpid)),
      int4Array(rows.map((row) => row.workspaceId)),
      textArray(rows.map((row) => row.key)),
      textArray(rows.map((row) => JSON.stringify(row.next.value))),
      int2Array(rows.map((row) => row.next.tier)),
      int4Array(rows.map((row) => row.next.inputId)),
      int8Array(rows.map((row) => row.next.batchId)),
      int8Array(rows.map((row) => row.next.updatedAt)),
    ];
  },
};

const deletedAttributes: Statement = {
  name: "write-deleted-attributes",
  text: `
    DELETE FROM user_attribute a
    USING unnest($1::bigint[], $2::int[], $3::text[]) AS k (mpid, workspace_id, key)
    WHERE a.mpid = k.mpid AND a.workspace_id = k.workspace_id AND a.key = k.key`,
  values(set) {
    const rows = [...set.attributes.values()].filter((row) => !row.next);
    return [
      int8Array(rows.map((row) => row.mpid)),
      int4Array(rows.map((row) => row.workspaceId)),
      textArray(rows.map((row) => row.key)),
    ];
  },
};

const devices: Statement = {
  name: "write-devices",
  text: `
    INSERT INTO device (mpid, workspace_id, das, platform, first_seen, last_seen, limit_ad_tracking, att_status, att_at,
                        identities, metadata, integration_attributes)
    SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bool[],
                         $8::text[], $9::bigint[], $10::text[], $11::text[], $12::text[])
    ON CONFLICT (mpid, workspace_id, das) DO UPDATE SET
      platform = excluded.platform, last_seen = excluded.last_seen, limit_ad_tracking = excluded.limit_ad_tracking,
      att_status = excluded.att_status, att_at = excluded.att_at, identities = excluded.identities,
      metadata = excluded.metadata, integration_attributes = excluded.integration_attributes`,
  values(set) {
    const rows = [...set.devices.values()];
    return [
      int8Array(rows.map((row) => row.mpid)),
      int4Array(rows.map((row) => row.workspaceId)),
      textArray(rows.map((row) => row.device.das)),
      textArray(rows.map((row) => row.device.platform)),
      int8Array(rows.map((row) => row.device.firstSeen)),
      int8Array(rows.map((row) => row.device.lastSeen)),
      boolArray(rows.map((row) => row.device.limitAdTracking)),
      textArray(rows.map((row) => row.device.attStatus)),
      int8Array(rows.map((row) => row.device.attAt)),
      textArray(rows.map((row) => JSON.stringify(row.device.identities))),
      textArray(rows.map((row) => stringifyJson(row.device.metadata))),
      textArray(rows.map((row) => stringifyJson(row.device.integrationAttributes))),
    ];
  },
};

const changes: Statement = {
  name: "write-changes",
  text: `
    INSERT INTO profile_change (mpid, batch_id, workspace_id, received_at, changes)
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::bigint[], $5::text[])`,
  values: ({ changes: rows }) => [
    int8Array(rows.map((row) => row.mpid)),
    int8Array(rows.map((row) => row.batchId)),
    int4Array(rows.map((row) => row.workspaceId)),
    int8Array(rows.map((row) => row.receivedAt)),
    textArray(rows.map((row) => stringifyJson(row.changes))),
  ],
};

const rawRequests: Statement = {
  name: "write-raw-requests",
  text: `
    INSERT INTO raw_request (id, input_id, received_at, path, byte_size, body)
    SELECT * FROM unnest($1::bigint[], $2::int[], $3::bigint[], $4::text[], $5::int[], $6::bytea[])`,
  values: ({ rawRequests: rows }) => [
    int8Array(rows.map((row) => row.id)),
    int4Array(rows.map((row) => row.inputId)),
    int8Array(rows.map((row) => row.receivedAt)),
    textArray(rows.map((row) => row.path)),
    int4Array(rows.map((row) => row.byteSize)),
    byteaArray(rows.map((row) => row.body)),
  ],
};

const events: Statement = {
  name: "write-events",
  text: `
    INSERT INTO event (id, batch_id, batch_index, workspace_id, input_id, mpid, das, event_type, name, event_time)
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::int[], $6::bigint[], $7::text[],
                         $8::text[], $9::text[], $10::bigint[])`,
  values: ({ events: rows }) => [
    int8Array(rows.map((row) => row.id)),
    int8Array(rows.map((row) => row.batchId)),
    int4Array(rows.map((row) => row.batchIndex)),
    int4Array(rows.map((row) => row.workspaceId)),
    int4Array(rows.map((row) => row.inputId)),
    int8Array(rows.map((row) => row.mpid)),
    textArray(rows.map((row) => row.das)),
    textArray(rows.map((row) => row.eventType)),
    textArray(rows.map((row) => row.name)),
    int8Array(rows.map((row) => row.eventTime)),
  ],
};

const inputHours: Statement = {
  name: "write-input-hours",
  text: `
    INSERT INTO input_hour AS h (input_id, hour, batches, events, billable_events, dropped, not_associated, duplicate,
                                 rejected, blocked, last_batch_at)
    SELECT * FROM unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[],
                         $9::int[], $10::int[], $11::bigint[])
    ON CONFLICT (input_id, hour) DO UPDATE SET
      batches = h.batches + excluded.batches, events = h.events + excluded.events,
      billable_events = h.billable_events + excluded.billable_events, dropped = h.dropped + excluded.dropped,
      not_associated = h.not_associated + excluded.not_associated, duplicate = h.duplicate + excluded.duplicate,
      rejected = h.rejected + excluded.rejected, blocked = h.blocked + excluded.blocked,
      last_batch_at = greatest(h.last_batch_at, excluded.last_batch_at)`,
  values(set) {
    const rows = [...set.inputHours.values()].sort((a, b) => a.inputId - b.inputId || a.hour - b.hour);
    return [
      int4Array(rows.map((row) => row.inputId)),
      int4Array(rows.map((row) => row.hour)),
      int4Array(rows.map((row) => row.batches)),
      int4Array(rows.map((row) => row.events)),
      int4Array(rows.map((row) => row.billableEvents)),
      int4Array(rows.map((row) => row.dropped)),
      int4Array(rows.map((row) => row.notAssociated)),
      int4Array(rows.map((row) => row.duplicate)),
      int4Array(rows.map((row) => row.rejected)),
      int4Array(rows.map((row) => row.blocked)),
      int8Array(rows.map((row) => row.lastBatchAt)),
    ];
  },
};

const eventNames: Statement = {
  name: "write-event-names",
  text: `
    WITH fresh AS (
      INSERT INTO event_name (workspace_id, event_type, name)
      SELECT * FROM unnest($1::int[], $2::text[], $3::text[])
      ON CONFLICT DO NOTHING RETURNING workspace_id
    )
    UPDATE workspace_counter c SET event_names = c.event_names + f.names
    FROM (SELECT workspace_id, count(*)::int AS names FROM fresh GROUP BY workspace_id) AS f
    WHERE c.workspace_id = f.workspace_id`,
  values(set) {
    const rows = [...set.eventNames.values()].sort(
      (a, b) => a.workspaceId - b.workspaceId || compare(a.type, b.type) || compare(a.name, b.name),
    );
    return [
      int4Array(rows.map((row) => row.workspaceId)),
      textArray(rows.map((row) => row.type)),
      textArray(rows.map((row) => row.name)),
    ];
  },
};

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Before the names, which are counted there: two calls over the same workspaces queue up in one order. */
const lockCounters: Statement = {
  name: "lock-counters",
  text: "SELECT FROM workspace_counter WHERE workspace_id = ANY($1::int[]) ORDER BY workspace_id FOR UPDATE",
  values: (set) => [int4Array([...new Set(set.batches.map((row) => row.workspaceId))])],
};

/** Last of all: rows get their numbers while the counter is locked, so numbers follow commits and have no gaps. */
const batches: Statement = {
  name: "write-batches",
  text: `
    WITH k AS (
      SELECT *, row_number() OVER (PARTITION BY workspace_id ORDER BY ord) AS place
      FROM unnest($1::bigint[], $2::int[], $3::text[], $4::int[], $5::bigint[], $6::bigint[], $7::text[], $8::text[],
                  $9::text[], $10::int[], $11::int[], $12::bigint[], $13::int[], $14::text[], $15::text[])
        WITH ORDINALITY AS k (id, workspace_id, environment, input_id, received_at, mpid, das, device_id, outcome,
                              event_count, warning_count, request_id, request_index, body, decision, ord)
    ), counter AS (
      UPDATE workspace_counter c SET seq = c.seq + n.batches
      FROM (SELECT workspace_id, count(*) AS batches FROM k GROUP BY workspace_id) AS n
      WHERE c.workspace_id = n.workspace_id
      RETURNING c.workspace_id, c.seq, c.seq - n.batches AS base
    ), numbered AS (
      INSERT INTO batch (id, workspace_id, seq, environment, input_id, received_at, mpid, das, device_id, outcome,
                         event_count, warning_count, request_id, request_index, body, decision)
      SELECT k.id, k.workspace_id, counter.base + k.place, k.environment::environment, k.input_id, k.received_at, k.mpid,
             k.das, k.device_id, k.outcome, k.event_count, k.warning_count, k.request_id, k.request_index, k.body,
             k.decision
      FROM k JOIN counter USING (workspace_id) ORDER BY k.ord
    )
    SELECT workspace_id, seq FROM counter`,
  values: ({ batches: rows }) => [
    int8Array(rows.map((row) => row.id)),
    int4Array(rows.map((row) => row.workspaceId)),
    textArray(rows.map((row) => row.environment)),
    int4Array(rows.map((row) => row.inputId)),
    int8Array(rows.map((row) => row.receivedAt)),
    int8Array(rows.map((row) => row.mpid)),
    textArray(rows.map((row) => row.das)),
    textArray(rows.map((row) => row.deviceId)),
    textArray(rows.map((row) => row.outcome)),
    int4Array(rows.map((row) => row.eventCount)),
    int4Array(rows.map((row) => row.warningCount)),
    int8Array(rows.map((row) => row.requestId)),
    int4Array(rows.map((row) => row.requestIndex)),
    textArray(rows.map((row) => row.body)),
    textArray(rows.map((row) => row.decision)),
  ],
};

export const WRITES: readonly Statement[] = [
  profiles,
  removedIdentities,
  addedIdentities,
  workspaces,
  setAttributes,
  deletedAttributes,
  devices,
  changes,
  rawRequests,
  events,
  inputHours,
  lockCounters,
  eventNames,
];
export const NUMBER_BATCHES = batches;
