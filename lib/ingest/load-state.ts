import { hash } from "node:crypto";
import { CANDIDATE_CAP, findHolders } from "../identity/load";
import { identityLockKeys, LOCK_SQL, personLockKeys, type ScopedIdentity } from "../identity/lock";
import type { Int64, Mpid } from "../int64";
import { candidatesOf } from "./candidates";
import { encodeArray } from "./columns";
import { rowsOf } from "./flight";
import {
  type AccountValuePlace,
  type AttributePlace,
  type AttributeRow,
  attributesFrom,
  deviceFrom,
  type EventNameRow,
  LOAD_ATTRIBUTES,
  LOAD_EVENT_NAMES,
  LOAD_PEOPLE,
  type PersonRow,
  type Place,
  profileFrom,
  workspaceFrom,
} from "./load";
import type { Plan, PlannedBatch, PlannedItem } from "./plan";
import {
  accountValueKey,
  attributeKey,
  deviceKey,
  eventNameKey,
  type HolderSet,
  type State,
  workspaceKey,
} from "./state";
import { overRows, prepare, together } from "./statement";
import type { Prepared, Writer } from "./writer";

const DAY_MS = 86_400_000;

/** What the first flight brings: who holds the batches' identities, which batches are new, which rules are old. */
export type Look = {
  readonly holders: Map<string, HolderSet>;
  readonly fresh: ReadonlySet<Int64>;
  /** Positions of requests whose rules changed since they were read. */
  readonly stale: ReadonlySet<number>;
};

/** First flight: lock identities, then compare the rules' versions, dedupe and look up in one statement. */
export async function look(writer: Writer, plan: Plan, begin: Prepared): Promise<Look> {
  const identities = identitiesOf(plan);
  const keys = [...identities.keys()];
  const inputs = new Map(plan.flat().map(({ request }) => [request.rules.inputId, request.rules]));
  const [, , looked] = await writer.fly([
    begin,
    { name: "lock", text: LOCK_SQL, values: [encodeArray("bigint", identityLockKeys(keys))] },
    prepare(LOOK, { plan, identities: [...identities.values()], inputIds: [...inputs.keys()] }),
  ]);
  const found = rowsOf<LookRow>(looked);
  const versions = new Map(found.flatMap((row) => (row.what === "rules" ? [[row.place, Number(row.id)]] : [])));
  const stale = plan.flatMap(([item], position) => {
    const rules = item?.request.rules;
    return rules && versions.get(rules.inputId) !== rules.rulesVersion ? [position] : [];
  });
  return {
    holders: holderSets(keys, found),
    fresh: new Set(found.flatMap((row) => (row.what === "fresh" ? [row.id] : []))),
    stale: new Set(stale),
  };
}

function identitiesOf(plan: Plan): Map<string, ScopedIdentity> {
  const found = new Map<string, ScopedIdentity>();
  for (const { planned } of plan.flat()) {
    if (!planned) continue;
    const { environment, rules } = planned;
    for (const { type, value, key } of planned.recorded) {
      if (!found.has(key)) found.set(key, { scopeId: rules.scopeId, environment, type, value });
    }
  }
  return found;
}

type Asked = {
  readonly plan: Plan;
  readonly identities: readonly ScopedIdentity[];
  readonly inputIds: readonly number[];
};

export const HOLDERS = overRows<{ readonly identities: readonly ScopedIdentity[] }, ScopedIdentity>(
  "holders",
  ({ identities }) => identities,
  {
    ord: ["int", (_, index) => index + 1],
    scope_id: ["int", (row) => row.scopeId],
    environment: ["text", (row) => row.environment],
    type: ["text", (row) => row.type],
    value: ["text", (row) => row.value],
  },
  findHolders,
);

/**
 * The sorted order keeps two calls from waiting for each other. A repeat within the call is skipped like any other.
 * The holders can't change while this waits for a repeat in another call: their values are locked.
 */
const LOOK = together<Asked>("look", [
  overRows(
    "fresh",
    ({ plan }) => dedupeRows(plan),
    {
      input_id: ["int", (row) => row.inputId],
      hash: ["bytea", (row) => row.digest],
      day: ["int", (row) => row.day],
      batch_id: ["bigint", (row) => row.batchId],
    },
    (rows) => `
      INSERT INTO dedupe (input_id, hash, day, batch_id) SELECT * FROM ${rows} AS k
      ON CONFLICT (input_id, hash) DO NOTHING RETURNING batch_id`,
  ),
  HOLDERS,
  {
    name: "found",
    text: `
      SELECT 'holder' AS what, ord AS place, mpid AS id FROM holders
      UNION ALL SELECT 'fresh', 0, batch_id FROM fresh
      UNION ALL SELECT 'rules', id, rules_version FROM input WHERE id = ANY($1::int[]) AND enabled`,
    values: ({ inputIds }) => [encodeArray("int", inputIds)],
  },
]);

/** `id`: of the holder, of the new batch, or the version of the rules. `place`: from 1 on in the arrays, or the input. */
export type LookRow =
  | { what: "holder"; place: number; id: Mpid }
  | { what: "fresh"; place: 0; id: Int64 }
  | { what: "rules"; place: number; id: string };

/** 16 bytes that stand for a request's id. */
export function dedupeHash(key: string): Buffer {
  return hash("sha256", key, "buffer").subarray(0, 16);
}

function dedupeRows(plan: Plan) {
  return plan
    .flat()
    .flatMap(({ planned, request, batchId }) => {
      if (planned?.dedupeKey === undefined) return [];
      const digest = dedupeHash(planned.dedupeKey);
      const order = digest.readUIntBE(0, 6);
      return [{ inputId: request.rules.inputId, digest, order, day: Math.floor(request.receivedAt / DAY_MS), batchId }];
    })
    .sort((a, b) => a.inputId - b.inputId || a.order - b.order || Buffer.compare(a.digest, b.digest));
}

export function holderSets(keys: readonly string[], rows: readonly LookRow[]): Map<string, HolderSet> {
  const sets = new Map<string, { mpids: Set<Mpid>; capped: boolean }>();
  for (const row of rows) {
    if (row.what !== "holder") continue;
    const key = keys[row.place - 1];
    if (key === undefined) continue;
    const set = sets.get(key) ?? { mpids: new Set(), capped: false };
    sets.set(key, set);
    if (set.mpids.size < CANDIDATE_CAP) set.mpids.add(row.id);
    else set.capped = true;
  }
  return sets;
}

/** Second flight: lock people, then read everything that these batches can touch. */
export async function loadState(writer: Writer, plan: Plan, holders: Map<string, HolderSet>): Promise<State> {
  const people = new Set<Mpid>();
  const places = new Map<string, Place>();
  const attributes = new Map<string, AttributePlace>();
  const accountValues = new Map<string, AccountValuePlace>();
  const names = new Map<string, { workspaceId: number; type: string; name: string }>();
  const batches = plan.flat().flatMap(({ planned }) => planned ?? []);
  const candidates = candidatesOf(batches, holders);
  for (const planned of batches) {
    const { das } = planned;
    const { workspaceId, accountId, accountAttributes } = planned.rules;
    const touched = touchedKeys(planned);
    const declared = accountAttributes.size > 0 ? touched.filter((key) => accountAttributes.has(key)) : [];
    for (const mpid of candidates.get(planned) ?? []) {
      people.add(mpid);
      places.set(deviceKey(mpid, workspaceId, das ?? ""), { mpid, workspaceId, das });
      for (const key of touched) attributes.set(attributeKey(mpid, workspaceId, key), { mpid, workspaceId, key });
      for (const key of declared) accountValues.set(accountValueKey(mpid, accountId, key), { mpid, accountId, key });
    }
    for (const { type, name } of planned.names)
      names.set(eventNameKey(workspaceId, type, name), { workspaceId, type, name });
  }
  const workspaceIds = [...new Set(plan.flat().map(({ request }) => request.rules.workspaceId))];
  const [, peopleRows, attributeRows, nameRows] = await writer.fly([
    { name: "lock", text: LOCK_SQL, values: [encodeArray("bigint", personLockKeys(people))] },
    prepare(LOAD_PEOPLE, [...places.values()]),
    prepare(LOAD_ATTRIBUTES, { workspace: [...attributes.values()], account: [...accountValues.values()] }),
    prepare(LOAD_EVENT_NAMES, { names: [...names.values()], workspaceIds }),
  ]);
  return {
    ...peopleOf(rowsOf(peopleRows)),
    ...namesOf(rowsOf(nameRows)),
    ...attributesFrom(rowsOf<AttributeRow>(attributeRows)),
    holders,
  };
}

export function peopleOf(rows: readonly PersonRow[]): Pick<State, "profiles" | "workspaces" | "devices"> {
  const profiles: State["profiles"] = new Map();
  const workspaces: State["workspaces"] = new Map();
  const devices: State["devices"] = new Map();
  for (const row of rows) {
    const { mpid, workspace_id: workspaceId } = row;
    if (!profiles.has(mpid)) profiles.set(mpid, profileFrom(row));
    const place = workspaceKey(mpid, workspaceId);
    const workspace = workspaces.has(place) ? null : workspaceFrom(row);
    if (workspace) workspaces.set(place, workspace);
    const device = deviceFrom(row);
    if (device) devices.set(deviceKey(mpid, workspaceId, device.das), device);
  }
  return { profiles, workspaces, devices };
}

function namesOf(rows: readonly EventNameRow[]): Pick<State, "eventNames" | "eventNameCounts"> {
  const eventNames: State["eventNames"] = new Set();
  const eventNameCounts: State["eventNameCounts"] = new Map();
  for (const row of rows) {
    if (row.name === null) eventNameCounts.set(row.workspace_id, row.names);
    else eventNames.add(eventNameKey(row.workspace_id, row.event_type, row.name));
  }
  return { eventNames, eventNameCounts };
}

function touchedKeys({ batch }: PlannedBatch): string[] {
  return [...batch.deletedUserAttributes, ...Object.keys(batch.userAttributes)];
}

export function isKnownRepeat({ planned, batchId }: PlannedItem, fresh: ReadonlySet<Int64>): boolean {
  return planned?.dedupeKey !== undefined && !fresh.has(batchId);
}
