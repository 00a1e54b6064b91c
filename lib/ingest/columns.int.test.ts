import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { encodeArray } from "./columns";

const db = await testDatabase();
const client = new Client({ connectionString: db.url });
beforeAll(() => client.connect());
afterAll(async () => {
  await client.end();
  await db.close();
});

/** What the server makes of an array, told apart from how the driver would have encoded it. */
async function seen(type: string, array: Buffer): Promise<unknown[]> {
  const { rows } = await client.query({
    text: `SELECT count(*)::int AS n, coalesce(json_agg(v), '[]')::text AS list, $1::${type}[]::text IS NULL AS none
           FROM unnest($1::${type}[]) WITH ORDINALITY AS t (v, ord)`,
    values: [array],
  });
  expect(rows[0].none).toBe(false);
  const list: unknown[] = JSON.parse(rows[0].list.replace(/-?\d{17,}/g, '"$&"'));
  expect(list).toHaveLength(rows[0].n);
  return list;
}

describe("an array in its binary form", () => {
  test("of texts: empty ones, quotes, commas, all scripts, NULL among them", async () => {
    const texts = ["", "a", 'b"c', "{d,e}", "NULL", null, "\\", "ü 小さな 😀", "x".repeat(100_000), "\n\t"];
    expect(await seen("text", encodeArray("text", texts))).toEqual(texts);
  });

  test("of 64-bit integers, from texts, numbers and bigints", async () => {
    const values = [
      "9223372036854775807",
      "-9223372036854775808",
      0,
      -1,
      253_402_300_799_000,
      -62_135_596_800_000,
      7346244611012968789n,
      null,
    ];
    expect(await seen("bigint", encodeArray("bigint", values))).toEqual([
      "9223372036854775807",
      "-9223372036854775808",
      0,
      -1,
      253_402_300_799_000,
      -62_135_596_800_000,
      "7346244611012968789",
      null,
    ]);
  });

  test("of smaller integers and booleans", async () => {
    expect(await seen("int", encodeArray("int", [2_147_483_647, -2_147_483_648, 0, null]))).toEqual([
      2_147_483_647,
      -2_147_483_648,
      0,
      null,
    ]);
    expect(await seen("smallint", encodeArray("smallint", [32_767, -32_768, null]))).toEqual([32_767, -32_768, null]);
    expect(await seen("boolean", encodeArray("boolean", [true, null, false]))).toEqual([true, null, false]);
  });

  test("of more than is kept for the next one", async () => {
    const large = ["y".repeat(3_000_000), "ü", null];
    expect(await seen("text", encodeArray("text", large))).toEqual(large);
    expect(await seen("text", encodeArray("text", ["after"]))).toEqual(["after"]);
  });

  test("of bytes", async () => {
    const { rows } = await client.query("SELECT array_agg(encode(b, 'hex')) AS hex FROM unnest($1::bytea[]) AS b", [
      encodeArray("bytea", [new Uint8Array([0, 255, 92, 10]), new Uint8Array(), null]),
    ]);
    expect(rows[0].hex).toEqual(["00ff5c0a", "", null]);
  });

  test.each([
    ["text", encodeArray("text", [])],
    ["bigint", encodeArray("bigint", [])],
    ["int", encodeArray("int", [])],
    ["smallint", encodeArray("smallint", [])],
    ["boolean", encodeArray("boolean", [])],
    ["bytea", encodeArray("bytea", [])],
  ])("of no %s", async (type, array) => {
    expect(await seen(type, array)).toEqual([]);
  });

  test("refuses a number that does not fit, before anything is sent", () => {
    expect(() => encodeArray("int", [2_147_483_648])).toThrow(RangeError);
    expect(() => encodeArray("smallint", [32_768])).toThrow(RangeError);
    expect(() => encodeArray("bigint", [1.5])).toThrow(RangeError);
    expect(() => encodeArray("bigint", [2 ** 53])).toThrow(RangeError);
    expect(() => encodeArray("bigint", [2n ** 63n])).toThrow(RangeError);
  });
});
