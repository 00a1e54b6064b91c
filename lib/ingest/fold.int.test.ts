import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestOf } from "../../tests/call";
import { testDatabase } from "../../tests/database";
import { type InputName, makeOrganization } from "../../tests/factory";
import { storedBatch } from "../../tests/send";
import type { Mpid } from "../int64";
import { drain, ingest, openWriter, type StoredBatch } from "./index";

/** What a test batch says; small sets of values, so that people meet often. */
type Said = {
  input: InputName | "near";
  ids: { customer_id?: string; email?: string; other?: string };
  device?: string;
  /** The how many-th person made before. */
  person?: number;
  sets: Record<string, string | null>;
  deletes: string[];
  optOut?: boolean;
};

const db = await testDatabase();
const writer = await openWriter();
const keys = new Map<string, string>();
beforeAll(async () => {
  const org = await makeOrganization();
  for (const [name, { key }] of Object.entries(org.inputs)) keys.set(name, key);
  keys.set("near", (await org.addInput({ kind: "web", workspaceId: org.workspaces[1].id })).key);
});
afterAll(async () => {
  await drain();
  await writer.close();
  await db.close();
});

/** Present once in so many times. */
const maybe = <T>(value: fc.Arbitrary<T>, once = 2) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: once - 1 }, { arbitrary: value, weight: 1 });
const said: fc.Arbitrary<Said> = fc.record({
  input: fc.constantFrom("web", "ios", "custom", "partner", "csv", "updateOnly", "readOnly", "near"),
  ids: fc.record({
    customer_id: maybe(fc.constantFrom("c1", "c2", "c3"), 4),
    email: maybe(fc.constantFrom("e1", "e2", "e3")),
    other: maybe(fc.constantFrom("o1", "o2")),
  }),
  device: maybe(fc.constantFrom("v1", "v2"), 4),
  person: maybe(fc.nat(3), 6),
  sets: fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", "2", null)),
  deletes: fc.subarray(["a", "b"]),
  optOut: maybe(fc.boolean(), 4),
});
const history = fc.record({
  before: fc.array(said, { minLength: 1, maxLength: 4 }),
  call: fc.array(said, { minLength: 2, maxLength: 8 }),
});

const TIME = Date.now() - 3_600_000;

function requestFor(one: Said, position: number, people: readonly Mpid[]) {
  const mpid = one.person === undefined ? undefined : people[one.person];
  const body = {
    ...(mpid ? { mpid } : {}),
    user_identities: one.ids,
    user_attributes: one.sets,
    deleted_user_attributes: one.deletes,
    ...(one.device ? { device_info: { ios_idfv: one.device, os_version: String(position) } } : {}),
    events: one.optOut === undefined ? [] : [{ event_type: "opt_out", data: { is_opted_out: one.optOut } }],
  };
  // Every batch has a moment of its own, so that ties between people are never left to the chance of an MPID.
  return requestOf(keys.get(one.input) ?? "", [body], TIME + position);
}

const PEOPLE_TABLES = "profile, identity, former_identity, profile_workspace, user_attribute, device, profile_change";

/** Runs a history on empty tables: what comes before one by one, then the call as one, or one by one too. */
async function play({ before, call }: { before: Said[]; call: Said[] }, together: boolean) {
  await db.query(`TRUNCATE ${PEOPLE_TABLES}`);
  const stored: StoredBatch[] = [];
  const people = () => stored.flatMap(({ outcome, mpid }) => (outcome === "created" && mpid ? [mpid] : []));
  const store = async (requests: Awaited<ReturnType<typeof requestOf>>[]) => {
    const { answers } = await ingest(writer, requests);
    for (const answer of answers) if (!answer.stale) stored.push(...answer.batches);
  };
  for (const [position, one] of before.entries()) await store([await requestFor(one, position, people())]);
  const known = people();
  const requests = await Promise.all(call.map((one, i) => requestFor(one, before.length + i, known)));
  if (together) await store(requests);
  else for (const request of requests) await store([request]);
  return { stored, people: people() };
}

/** All that is stored of people, with names for what chance has named. */
async function world({ stored, people }: Awaited<ReturnType<typeof play>>) {
  const rows = await Promise.all(
    [
      "SELECT * FROM profile ORDER BY first_seen, last_seen",
      "SELECT * FROM identity ORDER BY type, value, mpid",
      "SELECT * FROM profile_workspace ORDER BY workspace_id, first_seen, last_seen",
      "SELECT * FROM user_attribute ORDER BY workspace_id, key, updated_at",
      "SELECT * FROM device ORDER BY workspace_id, das, first_seen, last_seen",
      "SELECT * FROM profile_change ORDER BY received_at, changes",
    ].map((statement) => db.query(statement)),
  );
  const decisions = await Promise.all(stored.map(async ({ id }) => (await storedBatch(db, id)).decision));
  let text = JSON.stringify({ decisions, rows });
  for (const [i, mpid] of people.entries()) text = text.replaceAll(`"${mpid}"`, `"person ${i}"`);
  for (const [i, { id }] of stored.entries()) text = text.replaceAll(`"${id}"`, `"batch ${i}"`);
  return JSON.parse(text, (_key, value) =>
    // Rows whose order depends on an MPID.
    Array.isArray(value) && value.every((row) => row && typeof row === "object" && "mpid" in row)
      ? [...value].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : value,
  );
}

describe("random histories under the default strategy", () => {
  test("end the same whether their batches come in one call or one by one", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        const together = await world(await play(one, true));
        const apart = await world(await play(one, false));
        expect(together).toEqual(apart);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test("keep the invariants of identity", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        const { stored, people } = await play(one, true);
        const profiles = await db.query<{ mpid: Mpid; identities: string }>("SELECT mpid, identities FROM profile");
        const inTable = await db.query<{ mpid: Mpid; type: string; value: string }>(
          "SELECT mpid, type, value FROM identity",
        );

        // Nobody is lost, nobody appears from nowhere.
        expect(new Set(profiles.map(({ mpid }) => mpid))).toEqual(new Set(people));
        // The look-up table says the same as the records.
        const inRecords = profiles.flatMap(({ mpid, identities }) =>
          Object.entries(JSON.parse(identities) as Record<string, { v: string }[]>).flatMap(([type, entries]) =>
            entries.map(({ v }) => `${mpid} ${type} ${v}`),
          ),
        );
        expect(inTable.map(({ mpid, type, value }) => `${mpid} ${type} ${value}`).sort()).toEqual(inRecords.sort());
        // A unique value is on one record, and a record has one of them.
        const customers = inTable.filter(({ type }) => type === "customer_id");
        expect(new Set(customers.map(({ value }) => value)).size).toBe(customers.length);
        expect(new Set(customers.map(({ mpid }) => mpid)).size).toBe(customers.length);
        // Batches belong to people who exist.
        for (const { mpid } of stored) if (mpid) expect(people).toContain(mpid);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test("never return a known person without one of the login IDs, unless the batch names the MPID", async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ before, call }) => {
        await play({ before, call: [] }, false);
        for (const [i, one] of call.entries()) {
          const known = new Map(
            (
              await db.query<{ mpid: Mpid; value: string }>(
                "SELECT mpid, value FROM identity WHERE type = 'customer_id'",
              )
            ).map(({ mpid, value }): [Mpid, string] => [mpid, value]),
          );
          const { answers } = await ingest(writer, [
            await requestFor({ ...one, person: undefined }, before.length + i, []),
          ]);
          for (const answer of answers) {
            for (const { id } of answer.stale ? [] : answer.batches) {
              const found = (await storedBatch(db, id)).decision.identity?.found;
              const login = found ? known.get(found as Mpid) : undefined;
              if (login !== undefined) expect(one.ids.customer_id).toBe(login);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
