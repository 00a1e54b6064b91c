import { describe, expect, test } from "vitest";
import { placesOf, rangeAt } from "./window-places";

// 0: 0 to 36, 1: 36 to 76, then 32 each.
const places = placesOf(
  100,
  (index) => (index === 0 ? 36 : index === 1 ? 40 : 32),
  (index) => `line ${index}`,
);

test("every item stands below the one before it", () => {
  expect(places.slice(0, 3)).toEqual([
    { index: 0, key: "line 0", start: 0, size: 36 },
    { index: 1, key: "line 1", start: 36, size: 40 },
    { index: 2, key: "line 2", start: 76, size: 32 },
  ]);
});

describe("what is in sight", () => {
  test.each([
    ["at the top", 0, 100, 0, [0, 3]],
    ["an item that is cut counts", 35, 42, 0, [0, 3]],
    ["one that ends at the edge does not", 36, 40, 0, [1, 2]],
    ["with more on both sides", 76, 32, 2, [0, 5]],
    ["never beyond the end", 3_150, 100, 5, [93, 100]],
    ["further down than anything", 9_000, 100, 3, [97, 100]],
  ])("%s", (_, top, height, overscan, expected) => {
    expect(rangeAt(places, top, height, overscan)).toEqual(expected);
  });

  test("nothing of an empty list", () => {
    expect(rangeAt([], 0, 500, 10)).toEqual([0, 0]);
  });
});
