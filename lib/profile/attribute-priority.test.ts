import { describe, expect, test } from "vitest";
import type { AttributeValue } from "../batch/types";
import { decideDelete, decideSet, type StoredAttribute, sameValue, type Tier } from "./attribute-priority";

const CALCULATED: Tier = 1;
const ACCOUNT: Tier = 2;
const CUSTOM: Tier = 3;
const SDK: Tier = 4;
const CSV: Tier = 5;
const PARTNER: Tier = 6;

const stored = (value: AttributeValue, tier: Tier): StoredAttribute => ({ value, tier });

// biome-ignore format: a table reads by rows.
const SETS: [string, StoredAttribute | undefined, AttributeValue, Tier, ReturnType<typeof decideSet>][] = [
  ["a: unset, a CSV sets",                     undefined,             "x",    CSV,     "set"],
  ["a: unset, a partner sets",                 undefined,             "x",    PARTNER, "set"],
  ["b: of a CSV, an SDK sets",                 stored("x", CSV),      "y",    SDK,     "set"],
  ["c: of an SDK, a CSV sets",                 stored("y", SDK),      "z",    CSV,     "blocked_by_priority"],
  ["d: of an SDK, a partner sets",             stored("y", SDK),      "z",    PARTNER, "blocked_by_priority"],
  ["e: of the web SDK, iOS sets",              stored("Beer", SDK),   "Coke", SDK,     "set"],
  ["f: of a partner, another partner sets",    stored("A", PARTNER),  "B",    PARTNER, "set"],
  ["g: of an SDK, a custom feed sets",         stored("y", SDK),      "c",    CUSTOM,  "set"],
  ["h: of a custom feed, an SDK sets",         stored("c", CUSTOM),   "y",    SDK,     "blocked_by_priority"],
  ["i: of a custom feed, another one sets",    stored("A", CUSTOM),   "B",    CUSTOM,  "set"],
  ["j: of a CSV, a warehouse sets",            stored("x", CSV),      "w",    CSV,     "set"],
  ["k: calculated, a custom feed sets",        stored("1", CALCULATED), "2",  CUSTOM,  "blocked_by_priority"],
  ["k: calculated, a partner sets",            stored("1", CALCULATED), "2",  PARTNER, "blocked_by_priority"],
  ["account-level, a custom feed sets",        stored("1", ACCOUNT),  "2",    CUSTOM,  "blocked_by_priority"],
  ["blocked although the value is the same",   stored("y", SDK),      "y",    PARTNER, "blocked_by_priority"],
  ["the same value of a stronger source",      stored("y", PARTNER),  "y",    CUSTOM,  "set"],
  ["the same value of an equal source",        stored("y", SDK),      "y",    SDK,     "unchanged"],
  ["a tag over a text",                        stored("y", SDK),      null,   SDK,     "set"],
  ["a tag again",                              stored(null, SDK),     null,   SDK,     "unchanged"],
  ["a list over a text",                       stored("y", SDK),      ["y"],  SDK,     "set"],
  ["a tag of a stronger source stays",         stored(null, CUSTOM),  "y",    SDK,     "blocked_by_priority"],
];

// biome-ignore format: a table reads by rows.
const DELETES: [string, StoredAttribute | undefined, Tier, ReturnType<typeof decideDelete>][] = [
  ["nothing stored",                           undefined,             CUSTOM,  "delete_noop"],
  ["l: of an SDK, a partner deletes",          stored("y", SDK),      PARTNER, "delete_blocked_by_priority"],
  ["m: of an SDK, an SDK deletes",             stored("y", SDK),      SDK,     "deleted"],
  ["n: of an SDK, a custom feed deletes",      stored("y", SDK),      CUSTOM,  "deleted"],
  ["k: calculated, a custom feed deletes",     stored("1", CALCULATED), CUSTOM, "delete_blocked_by_priority"],
  ["a tag is a value: a partner deletes",      stored(null, SDK),     PARTNER, "delete_blocked_by_priority"],
  ["a tag is a value: its source deletes",     stored(null, SDK),     SDK,     "deleted"],
];

describe("attribute source priority", () => {
  test.each(SETS)("%s", (_name, before, value, tier, result) => {
    expect(decideSet(before, value, tier)).toBe(result);
  });

  test.each(DELETES)("deletion: %s", (_name, before, tier, result) => {
    expect(decideDelete(before, tier)).toBe(result);
  });

  test("every tier yields to each above it and to its own, and to none below", () => {
    const tiers: Tier[] = [1, 2, 3, 4, 5, 6];
    for (const had of tiers) {
      for (const comes of tiers) {
        expect([had, comes, decideSet(stored("a", had), "b", comes)]).toEqual([
          had,
          comes,
          comes <= had ? "set" : "blocked_by_priority",
        ]);
      }
    }
  });
});

describe("the same value", () => {
  test.each<[AttributeValue, AttributeValue, boolean]>([
    ["a", "a", true],
    ["a", "A", false],
    [null, null, true],
    [null, "", false],
    [["a", "b"], ["a", "b"], true],
    [["a", "b"], ["b", "a"], false],
    [["a"], ["a", "b"], false],
    [["a"], "a", false],
    [[], null, false],
  ])("%j and %j: %s", (a, b, same) => {
    expect(sameValue(a, b)).toBe(same);
    expect(sameValue(b, a)).toBe(same);
  });
});
