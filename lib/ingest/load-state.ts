import { hash } from "node:crypto";
import { CANDIDATE_CAP, FIND_HOLDERS_SQL, type HolderRow } from "../identity/load";
import { identityKey, identityLockKeys, LOCK_SQL, personLockKeys, type ScopedIdentity } from "../identity/lock";
import type { Int64, Mpid } from "../int64";
import { byteaArray, int4Array, int8Array, textArray } from "./binary-array";
import { candidatesOf } from "./candidates";
import * as load from "./load";
import type { Plan, PlannedBatch, PlannedItem } from "./plan";
import { attributeKey, deviceKey, eventNameKey, type HolderSet, type State, workspaceKey } from "./state";
import type { Prepared, Writer } from "./writer";

const DAY_MS = 86_400_000;

/** What the first flight brings: who holds the batches' identities, which batches are new, which rules are old. */
export type Look = {
  readonly holders: Map<string, HolderSet>;
  readonly fresh: ReadonlySet<Int64>;
  /** Positions of requests whose rules changed since they were read. */
  readonly stale: ReadonlySet<number>;
};

/** First flight: lock identities, compare the rules' versions, dedupe, look up. */
export async function look(writer: Writer, plan: Plan, begin: Prepared): Promise<Look> {
  const identities = identitiesOf(plan);
  const keys = [...identities.keys()];
  const scoped = [...identities.values()];
  const inputs = new Map(plan.flat().map(({ request }) => [request.rules.inputId, request.rules]));
  const [, , versions, fresh, holders] = await Promise.all([
    writer.run(begin),
    writer.run({ name: "lock", text: LOCK_SQL, values: [int8Array(identityLockKeys(keys))] }),
    writer.run<{ id: number; rules_version: number }>({
      name: "rules-versions",
      text: "SELECT id, rules_version FROM input WHERE id = ANY($1::int[]) AND enabled",
      values: [int4Array([...inputs.keys()])],
    }),
    writer.run<{ batch_id: Int64 }>({ name: "dedupe", text: DEDUPE_SQL, values: dedupeColumns(plan) }),
    writer.run<HolderRow>({
      name: "find-holders",
      text: FIND_HOLDERS_SQL,
      values: [
        int4Array(scoped.map((one) => one.scopeId)),
        textArray(scoped.map((one) => one.environment)),
        textArray(scoped.map((one) => one.type)),
        textArray(scoped.map((one) => one.value)),
      ],
    }),
  ]);
  const current = new Map(versions.rows.map((row) => [row.id, row.rules_version]));
  const stale = plan.flatMap(([item], position) => {
    const rules = item?.request.rules;
    return rules && current.get(rules.inputId) !== rules.rulesVersion ? [position] : [];
  });
  return {
    holders: holderSets(keys, holders.rows),
    fresh: new Set(fresh.rows.map((row) => row.batch_id)),
    stale: new Set(stale),
  };
}

function identitiesOf(plan: Plan): Map<string, ScopedIdentity> {
  const found = new Map<string, ScopedIdentity>();
  for (const { planned } of plan.flat()) {
    if (!planned) continue;
    const { scopeId } = planned.rules;
    for (const { type, value } of planned.recorded) {
      const scoped = { scopeId, environment: planned.environment, type, value };
      found.set(identityKey(scoped), scoped);
    }
  }
  return found;
}

/** The sorted order keeps two calls from waiting for each other. A repeat within the call is skipped like any other. */
const DEDUPE_SQL = `
  INSERT INTO dedupe (input_id, hash, day, batch_id)
  SELECT * FROM unnest($1::int[], $2::bytea[], $3::int[], $4::bigint[])
  ON CONFLICT (input_id, hash) DO NOTHING RETURNING batch_id`;

function dedupeColumns(plan: Plan): Buffer[] {
  const rows = plan
    .flat()
    .flatMap(({ planned, request, batchId }) => {
      const sourceRequestId = planned?.batch.sourceRequestId;
      if (sourceRequestId === undefined) return [];
      const digest = hash("sha256", sourceRequestId, "buffer").subarray(0, 16);
      return [{ inputId: request.rules.inputId, digest, day: Math.floor(request.receivedAt / DAY_MS), batchId }];
    })
    .sort((a, b) => a.inputId - b.inputId || Buffer.compare(a.digest, b.digest));
  return [
    int4Array(rows.map((row) => row.inputId)),
    byteaArray(rows.map((row) => row.digest)),
    int4Array(rows.map((row) => row.day)),
    int8Array(rows.map((row) => row.batchId)),
  ];
}

function holderSets(keys: readonly string[], rows: readonly HolderRow[]): Map<string, HolderSet> {
  const sets = new Map<string, { mpids: Set<Mpid>; capped: boolean }>();
  for (const { ord, mpid } of rows) {
    const key = keys[ord - 1];
    if (key === undefined) continue;
    const set = sets.get(key) ?? { mpids: new Set(), capped: false };
    sets.set(key, set);
    if (set.mpids.size < CANDIDATE_CAP) set.mpids.add(mpid);
    else set.capped = true;
  }
  return sets;
}

/** Second flight: lock people, then read everything that these batches can touch. */
export async function loadState(writer: Writer, plan: Plan, holders: Map<string, HolderSet>): Promise<State> {
  const people = new Set<Mpid>();
  const places = new Map<string, { mpid: Mpid; workspaceId: number }>();
  const attributes = new Map<string, { mpid: Mpid; workspaceId: number; key: string }>();
  const devices = new Map<string, { mpid: Mpid; workspaceId: number; das: string }>();
  const names = new Map<string, { workspaceId: number; type: string; name: string }>();
  const batches = plan.flat().flatMap(({ planned }) => planned ?? []);
  const candidates = candidatesOf(batches, holders);
  for (const planned of batches) {
    const { workspaceId } = planned.rules;
    for (const mpid of candidates.get(planned) ?? []) {
      people.add(mpid);
      places.set(workspaceKey(mpid, workspaceId), { mpid, workspaceId });
      for (const key of touchedKeys(planned))
        attributes.set(attributeKey(mpid, workspaceId, key), { mpid, workspaceId, key });
      const { das } = planned;
      if (das !== null) devices.set(deviceKey(mpid, workspaceId, das), { mpid, workspaceId, das });
    }
    for (const { type, name } of planned.names)
      names.set(eventNameKey(workspaceId, type, name), { workspaceId, type, name });
  }
  const run = <Row extends Record<string, unknown>>(name: string, text: string, values: Buffer[]) =>
    writer.run<Row>({ name, text, values });
  const place = [...places.values()];
  const attribute = [...attributes.values()];
  const device = [...devices.values()];
  const name = [...names.values()];
  const [, profileRows, workspaceRows, attributeRows, deviceRows, nameRows, countRows] = await Promise.all([
    run("lock", LOCK_SQL, [int8Array(personLockKeys(people))]),
    run<load.ProfileRow>("load-profiles", load.LOAD_PROFILES_SQL, [int8Array([...people])]),
    run<load.WorkspaceRow>("load-workspaces", load.LOAD_WORKSPACES_SQL, [
      int8Array(place.map((one) => one.mpid)),
      int4Array(place.map((one) => one.workspaceId)),
    ]),
    run<load.AttributeRow>("load-attributes", load.LOAD_ATTRIBUTES_SQL, [
      int8Array(attribute.map((one) => one.mpid)),
      int4Array(attribute.map((one) => one.workspaceId)),
      textArray(attribute.map((one) => one.key)),
    ]),
    run<load.DeviceRow>("load-devices", load.LOAD_DEVICES_SQL, [
      int8Array(device.map((one) => one.mpid)),
      int4Array(device.map((one) => one.workspaceId)),
      textArray(device.map((one) => one.das)),
    ]),
    run<load.EventNameRow>("load-event-names", load.LOAD_EVENT_NAMES_SQL, [
      int4Array(name.map((one) => one.workspaceId)),
      textArray(name.map((one) => one.type)),
      textArray(name.map((one) => one.name)),
    ]),
    run<load.EventNameCountRow>("load-event-name-counts", load.LOAD_EVENT_NAME_COUNTS_SQL, [
      int4Array([...new Set(plan.flat().map(({ request }) => request.rules.workspaceId))]),
    ]),
  ]);
  return {
    profiles: new Map(profileRows.rows.map((row) => [row.mpid, load.profileFrom(row)])),
    holders,
    workspaces: new Map(
      workspaceRows.rows.map((row) => [workspaceKey(row.mpid, row.workspace_id), load.workspaceFrom(row)]),
    ),
    attributes: new Map(
      attributeRows.rows.map((row) => [attributeKey(row.mpid, row.workspace_id, row.key), load.attributeFrom(row)]),
    ),
    devices: new Map(
      deviceRows.rows.map((row) => [deviceKey(row.mpid, row.workspace_id, row.das), load.deviceFrom(row)]),
    ),
    eventNames: new Set(nameRows.rows.map((row) => eventNameKey(row.workspace_id, row.event_type, row.name))),
    eventNameCounts: new Map(countRows.rows.map((row) => [row.workspace_id, row.event_names])),
  };
}

function touchedKeys({ batch }: PlannedBatch): string[] {
  return [...batch.deletedUserAttributes, ...Object.keys(batch.userAttributes)];
}

export function isKnownRepeat({ planned, batchId }: PlannedItem, fresh: ReadonlySet<Int64>): boolean {
  return planned?.batch.sourceRequestId !== undefined && !fresh.has(batchId);
}
