import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { makeOrganization } from "../../tests/factory";
import type { Taking } from "../../tests/programs/take-room";
import type { LimitKey } from "./limit";
import { takeRoom } from "./take";

const db = await testDatabase();
afterAll(db.close);
const org = await makeOrganization();
const [first, second] = [org.inputs.web.id, org.inputs.ios.id];

const account: LimitKey = { owner: "account", ownerId: org.accountId, traffic: "batches" };
const ofInput = (ownerId: number): LimitKey => ({ owner: "input", ownerId, traffic: "everything" });

/** A clock that stands still: filled an hour ahead, a bucket fills no more and has only what it has. */
const STILL = 3_600_000;

const put = ({ owner, ownerId, traffic }: LimitKey, perSecond: number, ahead = 0) =>
  db.query(
    `INSERT INTO rate_limit (owner, owner_id, traffic, per_second, millitokens, filled_at)
     VALUES ($1, $2, $3, $4, $4 * 1000, (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $5)`,
    [owner, ownerId, traffic, perSecond, ahead],
  );
const tokensOf = async ({ owner, ownerId }: LimitKey) => {
  const [row] = await db.query<{ tokens: number }>(
    "SELECT millitokens::float8 / 1000 AS tokens FROM rate_limit WHERE owner = $1 AND owner_id = $2",
    [owner, ownerId],
  );
  return row?.tokens;
};
const databaseTime = async () =>
  (await db.query<{ ms: number }>("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms"))[0]?.ms ?? 0;

beforeEach(() => db.query("DELETE FROM rate_limit"));

describe("requests of the same moment", () => {
  test("share a statement, and the cheap ones pass before the dear one", async () => {
    await put(account, 10, STILL);
    const answers = await Promise.all([8, 1, 4, 1].map((cost) => takeRoom([account], cost, first)));
    expect(answers.map(({ admitted }) => admitted)).toEqual([false, true, true, true]);
    expect(answers.map((answer) => (answer.admitted ? answer.percentageUsed : answer.by))).toEqual([
      "account",
      10,
      60,
      20,
    ]);
    expect(await tokensOf(account)).toBe(4);
  });
});

/** Processes that take at the same time; how often each passed. */
async function race(takings: readonly Taking[]): Promise<number[]> {
  const program = path.join(import.meta.dirname, "../../tests/programs/take-room.ts");
  const takers = takings.map((taking) => {
    const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(taking)], {
      env: process.env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    if (!child.stdout) throw new Error("The process has no output.");
    return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
  });
  for (const { lines } of takers) expect((await lines.next()).value).toBe("ready");
  for (const { child } of takers) child.stdin?.write("go\n");
  const last = await Promise.all(takers.map(({ lines }) => lines.next()));
  return last.map(({ value }) => Number(/^passed (\d+)$/.exec(String(value))?.[1] ?? Number.NaN));
}

describe("two processes", () => {
  test("take together exactly what there is, each from all of its limits or from none", async () => {
    await put(account, 500, STILL);
    await put(ofInput(first), 300, STILL);
    await put(ofInput(second), 300, STILL);
    const passed = await race(
      [first, second].map((inputId) => ({
        limits: [account, ofInput(inputId)],
        inputId,
        concurrency: 8,
        refusals: 50,
      })),
    );
    const [one = 0, other = 0] = passed;
    expect(one + other).toBe(500);
    expect(await tokensOf(account)).toBe(0);
    expect(await tokensOf(ofInput(first))).toBe(300 - one);
    expect(await tokensOf(ofInput(second))).toBe(300 - other);
  });

  test("never pass more than the limit for the time, and one second's worth at once", async () => {
    await put(account, 200);
    const began = await databaseTime();
    const passed = await race(
      [first, second].map((inputId) => ({ limits: [account], inputId, concurrency: 8, refusals: 2_000 })),
    );
    const seconds = ((await databaseTime()) - began) / 1_000;
    const all = passed.reduce((sum, each) => sum + each, 0);
    expect(all).toBeGreaterThanOrEqual(200);
    expect(all).toBeLessThanOrEqual(200 * seconds + 200);
  });
});
