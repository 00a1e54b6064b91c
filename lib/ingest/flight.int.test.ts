import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { Flight, type Known } from "./flight";

const db = await testDatabase();
const client = new Client({ connectionString: db.url });
const known: Known = new Map();
const fly = (...statements: { name: string; text: string; values?: readonly unknown[] }[]) =>
  client.query(
    new Flight(
      statements.map((one) => ({ values: [], ...one })),
      known,
    ),
  ).answers;
beforeAll(() => client.connect());
afterAll(async () => {
  await client.end();
  await db.close();
});

const one = { name: "one", text: "SELECT $1::int AS a, $2::text AS b, 9007199254740993 AS c, true AS d" };
const begin = { name: "begin", text: "BEGIN" };
const rollback = { name: "rollback", text: "ROLLBACK" };
/** SQLSTATE 22012 when the number is 0. */
const divide = { name: "divide", text: "SELECT 1 / $1::int AS share" };

describe("a flight", () => {
  test("answers for each statement, in order, with typed rows and the tag's word", async () => {
    const answers = [
      { command: "BEGIN", rows: [] },
      { command: "SELECT", rows: [{ a: 1, b: null, c: "9007199254740993", d: true }] },
      { command: "SELECT", rows: [{ share: 1 }] },
      { command: "ROLLBACK", rows: [] },
    ];
    const flight = () => fly(begin, { ...one, values: ["1", null] }, { ...divide, values: ["1"] }, rollback);
    expect(await flight()).toEqual(answers);
    // The second time the server has the statements and tells no columns.
    expect(await flight()).toEqual(answers);
  });

  test("fails with the first error and passes over the rest", async () => {
    await client.query("CREATE TABLE IF NOT EXISTS flown (n int)");
    const insert = { name: "insert", text: "INSERT INTO flown VALUES (1)" };
    await expect(fly({ ...divide, values: ["0"] }, insert)).rejects.toMatchObject({ code: "22012" });
    expect((await client.query("SELECT n FROM flown")).rows).toEqual([]);
  });

  test("goes on after an error, also with the statements that it left half known", async () => {
    const late = { name: "late", text: "SELECT 1 / $1::int AS share" };
    await expect(fly({ ...late, values: ["0"] }, { ...one, values: ["1", "x"] })).rejects.toThrow();
    expect(await fly({ ...late, values: ["1"] }, { ...one, values: ["2", "y"] })).toMatchObject([
      { rows: [{ share: 1 }] },
      { rows: [{ a: 2, b: "y" }] },
    ]);
    await expect(fly({ name: "wrong", text: "SELECT nothing" })).rejects.toMatchObject({ code: "42703" });
    expect(await fly({ name: "wrong", text: "SELECT 1 AS n" })).toMatchObject([{ rows: [{ n: 1 }] }]);
  });

  test("prepares a statement anew whose columns have changed", async () => {
    await client.query("CREATE TABLE changing (n int)");
    const all = { name: "all", text: "SELECT * FROM changing" };
    expect(await fly(all)).toMatchObject([{ rows: [] }]);
    await client.query("ALTER TABLE changing ADD COLUMN word text DEFAULT 'x'");
    await client.query("INSERT INTO changing VALUES (1)");
    await expect(fly(all)).rejects.toMatchObject({ code: "0A000" });
    expect(await fly(all)).toMatchObject([{ rows: [{ n: 1, word: "x" }] }]);
  });

  test("leaves a failed transaction to be rolled back", async () => {
    await expect(fly(begin, { ...divide, values: ["0"] })).rejects.toThrow();
    await expect(fly({ ...one, values: ["1", "x"] })).rejects.toMatchObject({ code: "25P02" });
    expect(await fly(rollback)).toEqual([{ command: "ROLLBACK", rows: [] }]);
    expect(await fly({ ...divide, values: ["1"] })).toMatchObject([{ rows: [{ share: 1 }] }]);
  });

  test("fails when the connection is lost", async () => {
    const other = new Client({ connectionString: db.url });
    other.on("error", () => {});
    await other.connect();
    const { answers } = other.query(
      new Flight([{ name: "sleep", text: "SELECT pg_sleep(30)", values: [] }], new Map()),
    );
    const lost = expect(answers).rejects.toThrow();
    const end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)'";
    await expect.poll(async () => (await client.query(end)).rowCount).toBe(1);
    await lost;
  });
});
