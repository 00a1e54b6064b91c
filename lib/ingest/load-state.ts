import { hash } from "node:crypto";
import { CANDIDATE_CAP, findHolders } from "../identity/load";
import { identityLockKeys, LOCK_SQL, type ScopedIdentity } from "../identity/lock";
import type { Int64, Mpid } from "../int64";
import { type Groups, groupsOf, namedBy } from "./candidates";
import { encodeArray } from "./columns";
import { type Answered, rowsOf } from "./flight";
import {
  type AccountValuePlace,
  type AttributePlace,
  type AttributeRow,
  attributesFrom,
  deviceFrom,
  type EventNameRow,
  type GroupPlace,
  KEEP_CANDIDATES,
  LOAD_ATTRIBUTES,
  LOAD_EVENT_NAMES,
  LOAD_PEOPLE,
  LOCK_CANDIDATES,
  type Names,
  type PersonRow,
  profileFrom,
  workspaceFrom,
} from "./load";
import type { Plan, PlannedBatch, PlannedItem } from "./plan";
import { deviceKey, eventNameKey, type HolderSet, type State, workspaceKey } from "./state";
import { overRows, prepare, together } from "./statement";
import type { Prepared } from "./writer";

const DAY_MS = 86_400_000;

export type Loaded = {
  readonly state: State;
  /** Which batches came for the first time. */
  readonly fresh: ReadonlySet<Int64>;
  /** Positions of requests whose rules changed since they were read. */
  readonly stale: ReadonlySet<number>;
};

export type Loading = {
  readonly statements: readonly Prepared[];
  /** What the statements' answers tell. */
  read(answers: readonly Answered[]): Loaded;
};

/**
 * First flight: lock identities · compare the rules' versions, dedupe and look up in one statement · lock the people that
 * were found · read everything of them that these batches can touch.
 */
export function loadFlight(plan: Plan, begin: Prepared): Loading {
  const identities = identitiesOf(plan);
  const keys = [...identities.keys()];
  const batches = plan.flat().flatMap(({ planned }) => planned ?? []);
  const groups = groupsOf(batches);
  const { places, attributes, accountValues, names } = touchedBy(batches, groups);
  const requests = plan.flatMap(([item]) => item?.request ?? []);
  const inputIds = [...new Set(requests.map(({ rules }) => rules.inputId))];
  const workspaceIds = [...new Set(requests.map(({ rules }) => rules.workspaceId))];
  return {
    statements: [
      begin,
      { name: "lock", text: LOCK_SQL, values: [encodeArray("bigint", identityLockKeys(keys))] },
      prepare(LOOK, { plan, identities, batches, groups, inputIds }),
      { name: "lock-candidates", text: LOCK_CANDIDATES, values: [] },
      prepare(LOAD_PEOPLE, places),
      prepare(LOAD_ATTRIBUTES, { workspace: attributes, account: accountValues }),
      prepare(LOAD_EVENT_NAMES, { names, workspaceIds }),
    ],
    read([, , looked, , people, attributeRows, nameRows]) {
      const found = rowsOf<LookRow>(looked);
      return {
        state: {
          ...peopleOf(rowsOf(people)),
          ...namesOf(rowsOf(nameRows)),
          ...attributesFrom(rowsOf<AttributeRow>(attributeRows)),
          holders: holderSets(keys, found),
        },
        fresh: new Set(found.flatMap((row) => (row.what === "fresh" ? [row.id] : []))),
        stale: staleOf(plan, found),
      };
    },
  };
}

function staleOf(plan: Plan, found: readonly LookRow[]): Set<number> {
  const versions = new Map(found.flatMap((row) => (row.what === "rules" ? [[row.place, Number(row.id)]] : [])));
  const stale = plan.flatMap(([item], position) => {
    const rules = item?.request.rules;
    return rules && versions.get(rules.inputId) !== rules.rulesVersion ? [position] : [];
  });
  return new Set(stale);
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
  readonly identities: ReadonlyMap<string, ScopedIdentity>;
  readonly batches: readonly PlannedBatch[];
  readonly groups: Groups;
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
  { ...HOLDERS, values: ({ identities }) => HOLDERS.values({ identities: [...identities.values()] }) },
  overRows(
    "named",
    ({ batches, groups }) =>
      batches.flatMap((planned) =>
        namedBy(planned).map((mpid) => ({ mpid, group: groups.ofBatch.get(planned) ?? null })),
      ),
    { mpid: ["bigint", (row) => row.mpid], group_id: ["int", (row) => row.group] },
    (rows) => `SELECT mpid, group_id FROM ${rows} AS k`,
  ),
  {
    name: "pairs",
    text: "SELECT mpid, ($1::int[])[ord] AS group_id FROM holders UNION SELECT mpid, group_id FROM named",
    values: ({ identities, groups }) => [
      encodeArray(
        "int",
        [...identities.keys()].map((key) => groups.ofIdentity.get(key) ?? null),
      ),
    ],
  },
  {
    name: "found",
    text: `
      SELECT 'holder' AS what, ord AS place, mpid AS id FROM holders
      UNION ALL SELECT 'fresh', 0, batch_id FROM fresh
      UNION ALL SELECT 'rules', id, rules_version FROM input WHERE id = ANY($1::int[]) AND enabled
      UNION ALL SELECT 'candidates', 0, ${KEEP_CANDIDATES} FROM pairs`,
    values: ({ inputIds }) => [encodeArray("int", inputIds)],
  },
]);

/**
 * `id`: of the holder, of the new batch, or the version of the rules; nothing where candidates were kept. `place`: from 1
 * on in the arrays, or the input.
 */
export type LookRow =
  | { what: "holder"; place: number; id: Mpid }
  | { what: "fresh"; place: 0; id: Int64 }
  | { what: "candidates"; place: 0; id: string }
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

type Touched = {
  readonly places: readonly GroupPlace[];
  readonly attributes: readonly AttributePlace[];
  readonly accountValues: readonly AccountValuePlace[];
  readonly names: Names["names"];
};

/** What batches can touch of their groups' candidates; each only once. */
function touchedBy(batches: readonly PlannedBatch[], groups: Groups): Touched {
  const places = new Map<string, GroupPlace>();
  const attributes = new Map<string, AttributePlace>();
  const accountValues = new Map<string, AccountValuePlace>();
  const names = new Map<string, Names["names"][number]>();
  for (const planned of batches) {
    const { das } = planned;
    const { workspaceId, accountId, accountAttributes } = planned.rules;
    const group = groups.ofBatch.get(planned);
    if (group === undefined) continue;
    places.set(`${group}\u0000${workspaceId}\u0000${das ?? ""}`, { group, workspaceId, das });
    for (const key of touchedKeys(planned)) {
      attributes.set(`${group}\u0000${workspaceId}\u0000${key}`, { group, workspaceId, key });
      if (accountAttributes.has(key))
        accountValues.set(`${group}\u0000${accountId}\u0000${key}`, { group, accountId, key });
    }
    for (const { type, name } of planned.names)
      names.set(eventNameKey(workspaceId, type, name), { workspaceId, type, name });
  }
  return {
    places: [...places.values()],
    attributes: [...attributes.values()],
    accountValues: [...accountValues.values()],
    names: [...names.values()],
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
