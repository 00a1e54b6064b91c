import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { type Happening, happening, identitySettings } from "../../tests/identity-arbitraries";
import { setIdentitySettings } from "../../tests/identity-settings";
import { IdentityStore, type Ids } from "../../tests/identity-store";
import { invariants, SOUND } from "../../tests/invariants";
import { send } from "../../tests/send";
import type { IdentityRecord } from "../identity/record";
import { type IdentitySettings, STRATEGY_NAMES } from "../identity/settings";
import { drain } from "../ingest";
import { findInput } from "../inputs/find-input";
import type { Mpid } from "../int64";
import { type IdentityCall, identify, modify } from "./index";

const db = await testDatabase();
let org: MadeOrganization;
beforeAll(async () => {
  org = await makeOrganization();
});
afterAll(async () => {
  await drain();
  await db.close();
});

/** A search reads without locks, and an alias comes later and changes no identity: neither is here. */
type Requested = Exclude<Happening, { what: "alias" }>;

/** A request as it was sent, and its answer. */
type Sent = {
  readonly requested: Requested;
  /** Epoch ms; no two requests have the same, so that ties between people are never left to an MPID. */
  readonly at: number;
  /** The profile that the request names: to modify, of the batch, or the one before. */
  readonly about: Mpid | undefined;
  readonly answer: Mpid | "nobody" | "refused" | "done";
};

let moment = Date.now() - 3_600_000;
const inputKey = () => org.inputs.web.key;

async function callOf(at: number, body: Record<string, unknown>): Promise<IdentityCall> {
  const credential = await findInput(inputKey());
  if (!credential) throw new Error("No input has this key.");
  const bytes = Buffer.from(JSON.stringify({ environment: "production", ...body }));
  return { credential, path: "/", receivedAt: at, body: bytes, byteSize: bytes.length, readOnly: false };
}

function aboutOf(requested: Requested, people: readonly Mpid[]): Mpid | undefined {
  const n = "of" in requested ? requested.of : "named" in requested ? requested.named : requested.previous;
  return n === null ? undefined : people[n % people.length];
}

/** Sends it by the way that its kind of request takes. */
async function answerTo(requested: Requested, about: Mpid | undefined, at: number): Promise<Sent["answer"]> {
  switch (requested.what) {
    case "batch": {
      const { device_application_stamp: stamp, ios_idfv: idfv, ...user } = requested.ids;
      const device = idfv === undefined ? {} : { device_info: { ios_idfv: idfv } };
      const body = { user_identities: user, ...device, ...(stamp ? { mp_deviceid: stamp } : {}) };
      const [batch] = await send(inputKey(), { ...body, ...(about ? { mpid: about } : {}) }, at);
      return batch?.mpid ?? "nobody";
    }
    case "modify": {
      const changes = requested.changes.map(({ type, oldValue, newValue }) => {
        return { identity_type: type, old_value: oldValue, new_value: newValue };
      });
      const { status } = await modify(about ?? "", await callOf(at, { identity_changes: changes }));
      return status === "ok" ? "done" : "refused";
    }
    default: {
      const body = { known_identities: requested.ids, ...(about ? { previous_mpid: about } : {}) };
      if (requested.what === "search") throw new Error("A search is not stored.");
      const answer = await identify(requested.what, await callOf(at, body));
      if (answer.status !== "ok") throw new Error(`The request was answered ${answer.status}.`);
      return answer.identified.mpid ?? "nobody";
    }
  }
}

/** What the database has of these people, in the words of the store. */
async function stored(people: readonly Mpid[]) {
  const rows = await db.query<{ mpid: Mpid; identities: string; first: number; last: number; source: Mpid | null }>(
    `SELECT mpid, identities, first_seen::float8 AS first, last_seen::float8 AS last, source_mpid AS source
     FROM profile WHERE mpid = ANY($1)`,
    [people],
  );
  return new Map(
    rows.map(({ mpid, identities, ...row }) => {
      const record = Object.entries(JSON.parse(identities) as IdentityRecord);
      return [mpid, { ...row, record: Object.fromEntries(record.map(([type, all]) => [type, all.map(({ v }) => v)])) }];
    }),
  );
}

/** Whether the store gives these answers in this order, and ends with what is in the database. */
function gives(settings: IdentitySettings, order: readonly Sent[], world: Awaited<ReturnType<typeof stored>>): boolean {
  const people = new IdentityStore(settings);
  const names = new Map<Mpid, string>();
  const mpids = new Map<string, Mpid>();
  for (const { requested, at, about, answer } of order) {
    const name = about === undefined ? undefined : names.get(about);
    if (requested.what === "modify") {
      const refused = name !== undefined && people.modify(name, requested.changes, at).length > 0;
      if (refused !== (answer === "refused")) return false;
      continue;
    }
    const { what: endpoint, ids } = requested;
    const found = people.ask({ endpoint, ids, at, ...(endpoint === "batch" ? { named: name } : { previous: name }) });
    if (found === null || answer === "nobody" || answer === "refused" || answer === "done") {
      if (found !== null || answer !== "nobody") return false;
      continue;
    }
    if ((names.get(answer) ?? found) !== found || (mpids.get(found) ?? answer) !== answer) return false;
    names.set(answer, found);
    mpids.set(found, answer);
  }
  return people.names.every((name) => {
    const row = world.get(mpids.get(name) ?? ("" as Mpid));
    const source = people.source(name);
    const [first, last] = people.seen(name);
    return (
      row !== undefined &&
      row.first === first &&
      row.last === last &&
      row.source === (source === null ? null : mpids.get(source)) &&
      JSON.stringify(sorted(row.record)) === JSON.stringify(sorted(people.record(name)))
    );
  });
}

const sorted = (record: Record<string, string[]>) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

function* ordersOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length <= 1) yield [...items];
  for (const [i, first] of items.entries()) {
    if (items.length > 1) for (const rest of ordersOf(items.toSpliced(i, 1))) yield [first, ...rest];
  }
}

/** Values that no other history has: histories of a test share a database. */
function inHistory(requested: Requested, history: string): Requested {
  const own = (value: string | null) => (value === null ? null : `${history}-${value}`);
  if (requested.what === "modify") {
    const changes = requested.changes.map((one) => ({
      ...one,
      oldValue: own(one.oldValue),
      newValue: own(one.newValue),
    }));
    return { ...requested, changes };
  }
  const ids: Ids = Object.fromEntries(
    Object.entries(requested.ids).map(([type, value]) => [type, `${history}-${value}`]),
  );
  return { ...requested, ids };
}

const isStored = (one: Happening): one is Requested =>
  one.what !== "alias" && one.what !== "search" && !("ids" in one && Object.keys(one.ids).length === 0);
const group = fc.array(happening.filter(isStored), { minLength: 1, maxLength: 5 });
const groups = fc.array(group, { minLength: 1, maxLength: 4 });

let histories = 0;
test.each(STRATEGY_NAMES)(
  "requests and batches sent at once end as one of their orders does: %s",
  async (strategy) => {
    await fc.assert(
      fc.asyncProperty(identitySettings(strategy), groups, async (settings, all) => {
        await setIdentitySettings(org.workspaces[0].identityScopeId, settings);
        histories += 1;
        const history = `h${histories}`;
        const people: Mpid[] = [];
        let order: Sent[] = [];
        for (const requests of all) {
          const known = [...people];
          const sent = await Promise.all(
            requests.map(async (one): Promise<Sent | null> => {
              moment += 1;
              const at = moment;
              const requested = inHistory(one, history);
              const about = aboutOf(requested, known);
              if (requested.what === "modify" && !about) return null;
              return { requested, at, about, answer: await answerTo(requested, about, at) };
            }),
          );
          const answered = sent.filter((one) => one !== null);
          for (const { answer } of answered) {
            if (answer !== "nobody" && answer !== "refused" && answer !== "done" && !people.includes(answer))
              people.push(answer);
          }
          const world = await stored(people);
          const fitting = [...ordersOf(answered)].find((last) => gives(settings, [...order, ...last], world));
          expect(
            fitting,
            `no order gives ${JSON.stringify({ before: order, answered, world: [...world] })}`,
          ).toBeDefined();
          // The rows of the people are compared whole, so that the orders that fit can't differ later.
          order = [...order, ...(fitting ?? [])];
        }
      }),
      { numRuns: 30 },
    );
    // Which values are unique differs from history to history; the store knows.
    expect(await invariants(db)).toEqual({ ...SOUND, "unique values on several records": expect.any(Number) });
  },
  180_000,
);
