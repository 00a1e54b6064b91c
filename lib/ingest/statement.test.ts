import { describe, expect, test } from "vitest";
import { overRows, together } from "./statement";

type Source = { readonly names: readonly string[]; readonly ids: readonly number[] };

const named = overRows<Source, string>(
  "named",
  ({ names }) => names,
  { name: ["text", (row) => row], place: ["int", (_, index) => index] },
  (rows) => `INSERT INTO a SELECT * FROM ${rows} AS k RETURNING name`,
);
const counted = overRows<Source, number>(
  "counted",
  ({ ids }) => ids,
  { id: ["bigint", (row) => row] },
  (rows) => `SELECT count(*) FROM ${rows} AS k`,
);

describe("a statement over rows", () => {
  test("unnests one array for each column, in the select list", () => {
    expect(named.text).toBe(
      "INSERT INTO a SELECT * FROM (SELECT unnest($1::text[]) AS name, unnest($2::int[]) AS place) AS k RETURNING name",
    );
    expect(named.values({ names: ["x", "y", "z"], ids: [] })).toHaveLength(2);
  });
});

describe("statements together", () => {
  const both = together("both", [named, counted]);

  test("are branches of one WITH before the last, their parameters numbered on", () => {
    expect(both.text).toBe(
      `WITH named AS (${named.text})\nSELECT count(*) FROM (SELECT unnest($3::bigint[]) AS id) AS k`,
    );
    expect(both.values({ names: ["x"], ids: [1, 2] })).toEqual([
      ...named.values({ names: ["x"], ids: [] }),
      ...counted.values({ names: [], ids: [1, 2] }),
    ]);
  });

  test("number on from the highest parameter, not from the last one named", () => {
    const backwards = { name: "b", text: "SELECT $2::int, $1::int", values: () => [] };
    expect(together("three", [backwards, backwards, backwards]).text).toBe(
      "WITH b AS (SELECT $2::int, $1::int),\nb AS (SELECT $4::int, $3::int)\nSELECT $6::int, $5::int",
    );
  });

  test("of one statement are that statement", () => {
    expect(together("one", [named]).text).toBe(named.text);
  });
});
