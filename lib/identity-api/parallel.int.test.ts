import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { type Happening, happening, identitySettings } from "../../tests/identity-arbitraries";
import { setIdentitySettings } from "../../tests/identity-settings";
import { IdentityStore } from "../../tests/identity-store";
import { invariants, SOUND } from "../../tests/invariants";
import { type About, type Answer, aboutOf, sending } from "../../tests/send-happening";
import type { IdentityRecord } from "../identity/record";
import { type IdentitySettings, STRATEGY_NAMES } from "../identity/settings";
import { drain } from "../ingest";
import { type Mpid, toMpid } from "../int64";

const db = await testDatabase();
let org: MadeOrganization;
beforeAll(async () => {
  org = await makeOrganization();
});
afterAll(async () => {
  await drain();
  await db.close();
});

/** A happening as it was sent, and its answer. `at`: epoch ms, a moment of its own, so that no MPID breaks a tie. */
type Sent = { readonly happened: Happening; readonly at: number; readonly about: About; readonly answer: Answer };
type World = Awaited<ReturnType<typeof worldOf>>;

/** What the database has of these people, in the words of the store. */
async function worldOf(people: readonly Mpid[]) {
  const rows = await db.query<{ mpid: Mpid; identities: string; first: number; last: number; source: Mpid | null }>(
    `SELECT mpid, identities, first_seen::float8 AS first, last_seen::float8 AS last, source_mpid AS source
     FROM profile WHERE mpid = ANY($1)`,
    [people],
  );
  return rows.map(({ identities, ...row }) => {
    const record: IdentityRecord = JSON.parse(identities);
    return { ...row, values: valuesOf(Object.entries(record).map(([type, all]) => [type, all.map(({ v }) => v)])) };
  });
}

/** The values of a record, as one text that can be compared. */
const valuesOf = (record: [type: string, values: string[]][]) =>
  JSON.stringify(record.sort(([a], [b]) => (a < b ? -1 : 1)));

/** Whether the store gives these answers in this order, and ends with what is in the database. */
function gives(settings: IdentitySettings, order: readonly Sent[], world: World): boolean {
  const people = new IdentityStore(settings);
  const names = new Map<Mpid, string>();
  const mpids = new Map<string, Mpid>();
  for (const { happened, at, about, answer } of order) {
    const [name, into] = [about.profile, about.into].map((mpid) => mpid && names.get(mpid));
    if (happened.what === "alias") {
      if (answer === "done" && name && into) people.alias(name, into, at);
      continue;
    }
    if (happened.what === "modify") {
      const refused = name !== undefined && people.modify(name, happened.changes, at).length > 0;
      if (refused !== (answer === "refused")) return false;
      continue;
    }
    const { what: endpoint, ids } = happened;
    const found = people.ask({ endpoint, ids, at, ...(endpoint === "batch" ? { named: name } : { previous: name }) });
    const mpid = toMpid(answer);
    if ((found === null) !== (mpid === null)) return false;
    if (found === null || mpid === null) continue;
    if ((names.get(mpid) ?? found) !== found || (mpids.get(found) ?? mpid) !== mpid) return false;
    names.set(mpid, found);
    mpids.set(found, mpid);
  }
  return people.names.every((name) => {
    const row = world.find(({ mpid }) => mpid === mpids.get(name));
    const source = people.source(name);
    const [first, last] = people.seen(name);
    return (
      row !== undefined &&
      row.first === first &&
      row.last === last &&
      row.source === (source === null ? null : mpids.get(source)) &&
      row.values === valuesOf(Object.entries(people.record(name)))
    );
  });
}

function* ordersOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [i, first] of items.entries()) for (const rest of ordersOf(items.toSpliced(i, 1))) yield [first, ...rest];
}

/** With values that no other history has: the histories of a test share a database. */
function inHistory(happened: Happening, history: string): Happening {
  const own = (value: string | null) => value && `${history}-${value}`;
  switch (happened.what) {
    case "alias":
      return happened;
    case "modify": {
      const changes = happened.changes.map((one) => {
        return { ...one, oldValue: own(one.oldValue), newValue: own(one.newValue) };
      });
      return { ...happened, changes };
    }
    default: {
      const ids = Object.entries(happened.ids).map(([type, value]) => [type, `${history}-${value}`]);
      return { ...happened, ids: Object.fromEntries(ids) };
    }
  }
}

let moment = Date.now() - 3_600_000;
let histories = 0;
const several = (most: number) => ({ minLength: 1, maxLength: most, size: "max" }) as const;
const groups = fc.array(fc.array(happening, several(5)), several(4));

test.each(STRATEGY_NAMES)(
  "requests, batches and aliases at once end as one of their orders does: %s",
  async (strategy) => {
    await fc.assert(
      fc.asyncProperty(identitySettings(strategy), groups, async (settings, all) => {
        await setIdentitySettings(org.workspaces[0].identityScopeId, settings);
        histories += 1;
        const people: Mpid[] = [];
        let order: Sent[] = [];
        for (const group of all) {
          const ready = [];
          for (const one of group) {
            moment += 1;
            const happened = inHistory(one, `h${histories}`);
            const about = aboutOf(happened, people);
            const start = await sending(db, org.inputs.web.key, happened, about, moment);
            if (start) ready.push({ sent: { happened, at: moment, about }, start });
          }
          const sent = await Promise.all(ready.map(async ({ sent, start }) => ({ ...sent, answer: await start() })));
          for (const { answer } of sent) {
            const mpid = toMpid(answer);
            if (mpid && !people.includes(mpid)) people.push(mpid);
          }
          const world = await worldOf(people);
          const fitting = [...ordersOf(sent)].find((last) => gives(settings, [...order, ...last], world));
          expect(fitting, `no order gives ${JSON.stringify({ order, sent, world })}`).toBeDefined();
          // The profiles are compared whole, so that any other order that fits leads on to the same.
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
