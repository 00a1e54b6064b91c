import { describe, expect, test } from "vitest";
import { answersOf, percentageUsed } from "./answer";
import type { BucketRow } from "./take-sql";

const bucket = (more: Partial<BucketRow> = {}): BucketRow => ({
  owner: "account",
  ownerId: 1,
  traffic: "batches",
  perSecond: 100,
  millitokens: 100_000,
  taken: 0,
  takenBefore: 0,
  allowance: null,
  elapsed: 0,
  ...more,
});

describe("the percentage used", () => {
  test.each<[string, BucketRow[], number, number]>([
    ["of an untouched limit", [bucket()], 0, 0],
    ["of what may come at once", [bucket()], 92, 92],
    ["of a steady speed, by the window before", [bucket({ takenBefore: 900 })], 0, 90],
    ["of a steady speed, in the middle of a window", [bucket({ taken: 450, takenBefore: 900, elapsed: 5_000 })], 0, 90],
    ["of a speed that begins", [bucket({ taken: 250, elapsed: 5_000 })], 0, 25],
    ["of acceleration", [bucket({ allowance: 200, taken: 100 })], 20, 60],
    ["is the highest of all limits", [bucket(), bucket({ owner: "input", perSecond: 10, millitokens: 10_000 })], 5, 50],
    ["never exceeds 100, in debt either", [bucket({ millitokens: -90_000 })], 0, 100],
    ["is rounded", [bucket({ perSecond: 270, millitokens: 270_000 })], 1, 0],
  ])("%s", (_, buckets, more, expected) => {
    expect(percentageUsed(buckets, more)).toBe(expected);
  });
});

describe("who is refused", () => {
  test.each<[string, BucketRow[], number, string, number]>([
    ["by an empty bucket, until it holds enough", [bucket({ perSecond: 2, millitokens: 0 })], 2, "account", 1],
    ["never sooner than in a second", [bucket({ millitokens: 999 })], 1, "account", 1],
    ["by debt, until it is paid", [bucket({ perSecond: 10, millitokens: -90_000 })], 1, "account", 10],
    [
      "for more than a bucket holds, until it is full",
      [bucket({ perSecond: 10, millitokens: -9_000 })],
      100,
      "account",
      2,
    ],
    [
      "by acceleration, until the window ends",
      [bucket({ allowance: 100, taken: 100, elapsed: 2_500 })],
      1,
      "acceleration",
      8,
    ],
    [
      "by the one that has room last",
      [bucket({ millitokens: 0 }), bucket({ owner: "input", perSecond: 1, millitokens: -2_000 })],
      1,
      "input",
      3,
    ],
    [
      "by speed when acceleration has room sooner",
      [bucket({ owner: "workspace", perSecond: 1, millitokens: -20_000, allowance: 1, taken: 1, elapsed: 9_000 })],
      1,
      "workspace",
      21,
    ],
  ])("%s", (_, buckets, cost, by, retryAfterSeconds) => {
    expect(answersOf(buckets, [cost], 0)).toEqual([{ admitted: false, by, retryAfterSeconds }]);
  });

  test("those that what was granted does not cover, each with what is used after it", () => {
    expect(answersOf([bucket({ perSecond: 10, millitokens: 3_000 })], [1, 2, 2], 3)).toEqual([
      { admitted: true, percentageUsed: 80 },
      { admitted: true, percentageUsed: 100 },
      { admitted: false, by: "account", retryAfterSeconds: 1 },
    ]);
  });

  test("nobody where nothing is limited", () => {
    expect(answersOf([], [1, 100], 0)).toEqual([1, 100].map(() => ({ admitted: true, percentageUsed: null })));
  });
});
