import { describe, expect, test } from "vitest";
import { LIMITS } from "./limits";
import { isOversized } from "./size";

/** A batch of so many bytes as compact JSON. */
function batchOf(bytes: number, filler = "x"): Record<string, unknown> {
  const empty = Buffer.byteLength(JSON.stringify({ k: "" }));
  return { k: filler.repeat((bytes - empty) / Buffer.byteLength(filler)) };
}

describe("a batch's size", () => {
  test.each([
    [128 * 1024, false],
    [128 * 1024 + 1, true],
  ])("of %i bytes: too large %s", (bytes, expected) => {
    expect(isOversized(batchOf(bytes), LIMITS.requestBytes)).toBe(expected);
  });

  test("counts bytes, not characters", () => {
    expect(isOversized(batchOf(128 * 1024 + 8, "é"), LIMITS.requestBytes)).toBe(true);
  });

  test("is not measured where the whole request is no larger than one batch may be", () => {
    expect(isOversized(batchOf(200 * 1024), LIMITS.batchBytes)).toBe(false);
  });
});
