import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestOf } from "../../tests/call";
import { testDatabase } from "../../tests/database";
import { type InputName, type MadeOrganization, makeOrganization } from "../../tests/factory";
import { attributesOf, send, sendOne, storedBatch } from "../../tests/send";
import type { AttributeValue } from "../batch";
import type { Mpid } from "../int64";
import { drain, ingest, openWriter } from "./index";

const db = await testDatabase();
const writer = await openWriter();
let org: MadeOrganization;
const keys = new Map<string, string>();
beforeAll(async () => {
  org = await makeOrganization();
  for (const [name, input] of Object.entries(org.inputs)) keys.set(name, input.key);
  const custom = await org.addInput({ kind: "custom_feed" });
  const partner = await org.addInput({ kind: "partner_feed", partner: "Foxglove" });
  const warehouse = await org.addInput({ kind: "warehouse_feed" });
  keys.set("custom 2", custom.key).set("partner 2", partner.key).set("warehouse", warehouse.key);
});
afterAll(async () => {
  await drain();
  await writer.close();
  await db.close();
});

type Source = InputName | "custom 2" | "partner 2" | "warehouse";
type Write = [source: Source, sets: Record<string, AttributeValue>, deletes?: string[]];
type Case = [name: string, writes: Write[], values: Record<string, unknown>, tier: number | null, last: string[]];

// biome-ignore format: a table reads by rows.
const CASES: Case[] = [
  ["a: unset, a CSV sets",          [["csv", { k: "x" }]],                                     { k: "x" },    5, ["set"]],
  ["b: an SDK outranks a CSV",      [["csv", { k: "x" }], ["web", { k: "y" }]],                { k: "y" },    4, ["set"]],
  ["c: a CSV does not an SDK",      [["web", { k: "y" }], ["csv", { k: "z" }]],                { k: "y" },    4, ["blocked_by_priority"]],
  ["d: nor does a partner",         [["web", { k: "y" }], ["partner", { k: "z" }]],            { k: "y" },    4, ["blocked_by_priority"]],
  ["e: web, then iOS",              [["web", { k: "Beer" }], ["ios", { k: "Coke" }]],          { k: "Coke" }, 4, ["set"]],
  ["f: a partner, then another",    [["partner", { k: "A" }], ["partner 2", { k: "B" }]],      { k: "B" },    6, ["set"]],
  ["g: a custom feed over an SDK",  [["web", { k: "y" }], ["custom", { k: "c" }]],             { k: "c" },    3, ["set"]],
  ["h: no SDK over a custom feed",  [["custom", { k: "c" }], ["web", { k: "y" }]],             { k: "c" },    3, ["blocked_by_priority"]],
  ["i: a custom feed, then another", [["custom", { k: "A" }], ["custom 2", { k: "B" }]],       { k: "B" },    3, ["set"]],
  ["j: a CSV, then a warehouse",    [["csv", { k: "x" }], ["warehouse", { k: "w" }]],          { k: "w" },    5, ["set"]],
  ["j: a warehouse, then a CSV",    [["warehouse", { k: "w" }], ["csv", { k: "x" }]],          { k: "x" },    5, ["set"]],
  ["l: a partner can't delete",     [["web", { k: "y" }], ["partner", {}, ["k"]]],             { k: "y" },    4, ["delete_blocked_by_priority"]],
  ["m: deleted, then anybody sets", [["web", { k: "y" }], ["ios", {}, ["k"]], ["partner", { k: "p" }]], { k: "p" }, 6, ["set"]],
  ["n: a custom feed deletes",      [["web", { k: "y" }], ["custom", {}, ["k"]]],              {},         null, ["deleted"]],
  ["o: protection goes first",      [["partner", { k: "p" }], ["readOnly", { k: "c" }]],       { k: "p" },    6, []],
  ["p: one key blocked, one set",   [["web", { k: "y" }], ["csv", { k: "z", other: "1" }]],    { k: "y", other: "1" }, 4, ["blocked_by_priority", "set"]],
  ["deletions go before sets",      [["web", { k: "y" }], ["web", { k: "n" }, ["k"]]],         { k: "n" },    4, ["deleted", "set"]],
  ["deleting nothing",              [["web", { k: "y" }], ["web", {}, ["nothing"]]],           { k: "y" },    4, ["delete_noop"]],
  ["the same value again",          [["web", { k: "y" }], ["ios", { k: "y" }]],                { k: "y" },    4, ["unchanged"]],
  ["the same value raises the tier", [["web", { k: "y" }], ["custom", { k: "y" }]],            { k: "y" },    3, ["set"]],
  ["a tag",                         [["web", { k: null }]],                                    { k: null },   4, ["set"]],
  ["a list over a text",            [["web", { k: "y" }], ["web", { k: ["y", "z"] }]],         { k: ["y", "z"] }, 4, ["set"]],
  ["reserved keys in any case",     [["web", { $FirstName: "Ida" }], ["ios", { $FIRSTNAME: "Ada" }]], { $firstname: "Ada" }, null, ["set"]],
  ["other keys by their case",      [["web", { Level: "1", level: "2" }]],                     { Level: "1", level: "2" }, null, ["set", "set"]],
];

let count = 0;
const batchOf = (customer: string, [, sets, deletes]: Write) => ({
  user_identities: { customer_id: customer },
  user_attributes: sets,
  ...(deletes ? { deleted_user_attributes: deletes } : {}),
});

async function tierOf(mpid: Mpid): Promise<number | null> {
  const [row] = await db.query<{ tier: number }>("SELECT tier FROM user_attribute WHERE mpid = $1 AND key = 'k'", [
    mpid,
  ]);
  return row?.tier ?? null;
}

const resultsOf = async (id: Parameters<typeof storedBatch>[1]) =>
  (await storedBatch(db, id)).decision.attributes?.map(({ result }) => result) ?? [];

describe("attribute source priority, end to end", () => {
  test.each(CASES)("%s", async (_name, writes, values, tier, last) => {
    count += 1;
    const customer = `priority-${count}`;
    let mpid: Mpid | null = null;
    let results: string[] = [];
    for (const write of writes) {
      const [stored] = await send(keys.get(write[0]) ?? "", batchOf(customer, write));
      mpid = stored?.mpid ?? mpid;
      if (stored) results = await resultsOf(stored.id);
    }
    if (!mpid) throw new Error("nobody");
    expect(await attributesOf(db, mpid, org.workspaces[0].id)).toEqual(values);
    expect(await tierOf(mpid)).toBe(tier);
    expect(results).toEqual(last);
  });

  test.each(CASES)("the same when all are stored by one call: %s", async (_name, writes, values, tier, last) => {
    count += 1;
    const customer = `together-${count}`;
    const requests = writes.map((write) => requestOf(keys.get(write[0]) ?? "", [batchOf(customer, write)]));
    const result = await ingest(writer, await Promise.all(requests));
    const answers = result.answers.map((answer) => (answer.stale ? [] : answer.batches));
    const mpid = answers.flat().find((batch) => batch.mpid)?.mpid;
    const final = answers.at(-1)?.[0];
    if (!mpid || !final) throw new Error("nobody");
    expect(await attributesOf(db, mpid, org.workspaces[0].id)).toEqual(values);
    expect(await tierOf(mpid)).toBe(tier);
    expect(await resultsOf(final.id)).toEqual(last);
  });

  test("in one bulk request the later batch of a person sees the earlier one", async () => {
    const person = { user_identities: { customer_id: "bulk-order" } };
    const stored = await send(org.inputs.web.key, [
      { ...person, user_attributes: { k: "1", n: "a" } },
      { ...person, deleted_user_attributes: ["n"] },
      { ...person, user_attributes: { k: "2" } },
      { ...person, user_attributes: { k: "2" } },
    ]);
    expect(stored.map(({ outcome }) => outcome)).toEqual(["created", "updated", "updated", "updated"]);
    expect(new Set(stored.map(({ mpid }) => mpid)).size).toBe(1);
    expect(await Promise.all(stored.map(({ id }) => resultsOf(id)))).toEqual([
      ["set", "set"],
      ["deleted"],
      ["set"],
      ["unchanged"],
    ]);
    const mpid = stored[0]?.mpid;
    expect(mpid && (await attributesOf(db, mpid, org.workspaces[0].id))).toEqual({ k: "2" });
    const changes = await db.query<{ changes: string }>(
      "SELECT changes FROM profile_change WHERE mpid = $1 ORDER BY batch_id",
      [mpid],
    );
    expect(changes.map((row) => JSON.parse(row.changes).attributes)).toEqual([
      { k: { after: "1" }, n: { after: "a" } },
      { n: { before: "a" } },
      { k: { before: "1", after: "2" } },
    ]);
  });

  test("a batch that reaches a person only through an earlier batch of its call meets what is stored", async () => {
    const { mpid } = await sendOne(org.inputs.web.key, {
      user_identities: { other: "anonymous-1" },
      user_attributes: { k: "of the SDK" },
      consent_state: {},
    });
    const stored = await send(org.inputs.partner.key, [
      { user_identities: { other: "anonymous-1", email: "linked@example.test" } },
      { user_identities: { email: "linked@example.test" }, user_attributes: { k: "of a partner" } },
    ]);
    expect(stored.map((batch) => batch.mpid)).toEqual([mpid, mpid]);
    expect(await attributesOf(db, mpid, org.workspaces[0].id)).toEqual({ k: "of the SDK" });
    const [, second] = stored;
    expect(second && (await resultsOf(second.id))).toEqual(["blocked_by_priority"]);
  });

  test("whatever a key is made of, its stored value is met", async () => {
    const odd = ['"', "\\", '\\"', "a,b", "{}", "NULL", " ", "x y", "ключ 😀", "\n", "'"];
    const sets = (value: string) => Object.fromEntries(odd.map((key) => [key, value]));
    const identity = { user_identities: { customer_id: "odd-keys" } };
    await send(org.inputs.web.key, { ...identity, user_attributes: sets("sdk") });
    const { mpid, batchId } = await sendOne(org.inputs.csv.key, { ...identity, user_attributes: sets("csv") });
    const { decision } = await storedBatch(db, batchId);
    expect(decision.attributes?.map(({ key, result }) => [key, result])).toEqual(
      odd.map((key) => [key, "blocked_by_priority"]),
    );
    expect(await attributesOf(db, mpid, org.workspaces[0].id)).toEqual(sets("sdk"));
  });

  test("blocked attributes are counted per input", async () => {
    await sendOne(org.inputs.web.key, {
      user_identities: { customer_id: "blocked" },
      user_attributes: { a: "1", b: "2" },
    });
    const blocked = async () =>
      (
        await db.query<{ n: number }>("SELECT sum(blocked)::int AS n FROM input_hour WHERE input_id = $1", [
          org.inputs.csv.id,
        ])
      )[0]?.n ?? 0;
    const before = await blocked();
    await send(org.inputs.csv.key, {
      user_identities: { customer_id: "blocked" },
      user_attributes: { a: "9", c: "3" },
      deleted_user_attributes: ["b"],
    });
    expect(await blocked()).toBe(before + 2);
  });

  test("an attribute says where it comes from", async () => {
    const { mpid, batchId } = await sendOne(
      org.inputs.custom.key,
      {
        user_identities: { customer_id: "provenance" },
        user_attributes: { k: 9, flag: true },
      },
      1_800_000_000_000,
    );
    const rows = await db.query(
      "SELECT key, value, tier, input_id, batch_id, updated_at FROM user_attribute WHERE mpid = $1 ORDER BY key",
      [mpid],
    );
    const source = { tier: 3, input_id: org.inputs.custom.id, batch_id: batchId, updated_at: "1800000000000" };
    expect(rows).toEqual([
      { key: "flag", value: '"true"', ...source },
      { key: "k", value: '"9"', ...source },
    ]);
  });
});
