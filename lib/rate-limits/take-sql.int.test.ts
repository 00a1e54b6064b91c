import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { makeOrganization } from "../../tests/factory";
import { type BucketRow, takeSql } from "./take-sql";

const db = await testDatabase();
afterAll(db.close);
const org = await makeOrganization();
const inputId = org.inputs.custom.id;

/** The beginning of a window, epoch ms. */
const START = 178_000_000 * 10_000;

type State = {
  perSecond: number;
  limitAcceleration?: boolean;
  tokens?: number;
  filledAt?: number;
  windowNo?: number;
  taken?: number;
  takenBefore?: number;
};

const put = (owner: string, state: State) =>
  db.query("INSERT INTO rate_limit VALUES ($1, $2, 'batches', $3, $4, $5, $6, $7, $8, $9)", [
    owner,
    owner === "input" ? inputId : 1,
    state.perSecond,
    state.limitAcceleration ?? false,
    (state.tokens ?? state.perSecond) * 1_000,
    state.filledAt ?? START,
    state.windowNo ?? START / 10_000,
    state.taken ?? 0,
    state.takenBefore ?? 0,
  ]);

/** Asks at a moment for requests that cost so much, cheapest first; what all that fit cost together. */
async function take(now: number, costs: readonly number[], owners = ["account", "workspace", "input"]) {
  let sum = 0;
  const asked = costs.map((cost) => {
    sum += cost;
    return { cost, before: sum - cost };
  });
  const keys = owners.map((owner) => ({ owner, ownerId: owner === "input" ? inputId : 1, traffic: "batches" }));
  return await db.query<BucketRow & { granted: number }>(takeSql("$4::bigint"), [
    JSON.stringify(keys),
    JSON.stringify(asked),
    inputId,
    now,
  ]);
}

const stored = () =>
  db.query<{ owner: string; tokens: number; taken: number; taken_before: number }>(
    "SELECT owner, millitokens::float8 / 1000 AS tokens, taken, taken_before FROM rate_limit ORDER BY owner",
  );
const refused = async () =>
  (await db.query<{ refused: number }>("SELECT sum(refused)::int AS refused FROM rate_limit_hour"))[0]?.refused ?? 0;

beforeEach(async () => {
  await db.query("DELETE FROM rate_limit");
  await db.query("DELETE FROM rate_limit_hour");
});

describe("a bucket", () => {
  test.each<[string, State, number, number[], number, number]>([
    // what, how it stood, ms later, costs, granted, tokens afterwards
    ["is full at first", { perSecond: 10, tokens: 0, filledAt: 0 }, 0, [3], 3, 7],
    ["holds one second's worth, however long nobody came", { perSecond: 10 }, 3_600_000, [10], 10, 0],
    ["fills by its limit", { perSecond: 10, tokens: 0 }, 250, [2], 2, 0.5],
    ["fills by fractions, too", { perSecond: 1, tokens: 0.999 }, 1, [1], 1, 0],
    ["gives to as many as fit", { perSecond: 10, tokens: 3 }, 0, [1, 1, 1, 1, 1], 3, 0],
    ["gives nothing when nothing fits", { perSecond: 10, tokens: 0.9 }, 0, [1], 0, 0.9],
    ["is not taken from for what does not fit", { perSecond: 10, tokens: 5 }, 0, [2, 2, 2], 4, 1],
    ["lets what costs more than it holds pass when full", { perSecond: 10 }, 0, [100], 100, -90],
    ["does not before", { perSecond: 10, tokens: 9.9 }, 0, [100], 0, 9.9],
    ["does not after somebody of the same moment", { perSecond: 10 }, 0, [1, 100], 1, 9],
    ["fills out of debt", { perSecond: 10, tokens: -90 }, 9_100, [1], 1, 0],
    ["gives nothing while in debt", { perSecond: 10, tokens: -90 }, 9_000, [1], 0, -90],
    ["does not empty when the clock goes back", { perSecond: 10, tokens: 5 }, -60_000, [1], 1, 4],
  ])("%s", async (_, state, later, costs, granted, tokens) => {
    await put("account", state);
    expect((await take(START + later, costs))[0]?.granted).toBe(granted);
    expect((await stored())[0]?.tokens).toBe(tokens);
  });
});

describe("an acceleration limit", () => {
  const state = { perSecond: 100, limitAcceleration: true };
  const window = START / 10_000;
  test.each<[string, State, number, number, number, number]>([
    // what, how it stood, ms later, cost, allowance, granted
    ["lets a tenth of the limit pass at first", state, 0, 100, 100, 100],
    ["no more than that in the window", { ...state, taken: 100 }, 9_999, 1, 100, 0],
    ["twice of what the window before took", { ...state, taken: 100 }, 10_000, 100, 200, 100],
    ["so much and no more", { ...state, taken: 150, takenBefore: 100 }, 0, 51, 200, 0],
    ["up to the last", { ...state, taken: 150, takenBefore: 100 }, 0, 50, 200, 50],
    ["a tenth again after an empty window", { ...state, taken: 900 }, 20_000, 100, 100, 100],
    ["a tenth also after a slow one", { ...state, taken: 1 }, 10_000, 100, 100, 100],
    ["what exceeds a whole window, when it is untouched", { perSecond: 5, limitAcceleration: true }, 0, 50, 5, 50],
  ])("allows %s", async (_, before, later, cost, allowance, granted) => {
    await put("account", { windowNo: window, ...before });
    const [row] = await take(START + later, [cost]);
    expect([row?.allowance, row?.granted]).toEqual([allowance, granted]);
  });

  test("knows what the last window took", async () => {
    await put("account", { perSecond: 100, taken: 7, takenBefore: 3 });
    await take(START + 10_000, [1]);
    expect(await stored()).toMatchObject([{ taken: 1, taken_before: 7 }]);
    await take(START + 30_000, [1]);
    expect(await stored()).toMatchObject([{ taken: 1, taken_before: 0 }]);
  });
});

describe("several limits", () => {
  test("give all or nothing", async () => {
    await put("account", { perSecond: 10, tokens: 0 });
    await put("workspace", { perSecond: 10 });
    await put("input", { perSecond: 10 });
    expect((await take(START, [1]))[0]?.granted).toBe(0);
    expect((await stored()).map(({ tokens }) => tokens)).toEqual([0, 10, 10]);
  });

  test("give what the tightest has", async () => {
    await put("account", { perSecond: 10 });
    await put("input", { perSecond: 3 });
    expect((await take(START, [1, 1, 1, 1]))[0]?.granted).toBe(3);
    expect((await stored()).map(({ tokens }) => tokens)).toEqual([7, 0]);
  });

  test("take nothing from those that are not meant", async () => {
    await put("account", { perSecond: 10 });
    await put("input", { perSecond: 3 });
    await take(START, [1], ["input"]);
    expect((await stored()).map(({ tokens }) => tokens)).toEqual([10, 2]);
  });
});

describe("what was refused", () => {
  test("counts in its hour, and changes no bucket", async () => {
    await put("account", { perSecond: 10, tokens: 1, filledAt: START });
    await take(START + 1, [1, 1, 1]);
    expect(await refused()).toBe(2);
    const [row] = await db.query("SELECT xmin::text FROM rate_limit");
    await take(START + 2, [1]);
    expect(await refused()).toBe(3);
    expect(await db.query("SELECT xmin::text FROM rate_limit")).toEqual([row]);
  });

  test("is nothing where there is no limit", async () => {
    expect(await take(START, [1])).toEqual([]);
    expect(await refused()).toBe(0);
  });
});
