import { describe, expect, test } from "vitest";
import { backoff, retryAfterMs } from "./backoff";
import { Rate } from "./rate";

describe("waiting before the next attempt", () => {
  test("doubles, with jitter, up to five seconds", () => {
    expect([0, 1, 2, 3].map((failures) => backoff(failures, 1))).toEqual([400, 800, 1_600, 3_200]);
    expect(backoff(0, 0)).toBe(200);
    expect(backoff(50, 1)).toBe(5_000);
  });

  test.each([
    [null, 0],
    ["3", 3_000],
    ["Thu, 01 Jan 1970 00:00:05 GMT", 4_000],
    ["soon", 0],
    ["-4", 0],
    ["99999", 60_000],
  ])("a Retry-After of %s asks for %i ms", (header, ms) => {
    expect(retryAfterMs(header, 1_000)).toBe(ms);
  });
});

describe("the rate", () => {
  test("is that of the last ten seconds", () => {
    const rate = new Rate();
    rate.add(50, 1_000_000);
    rate.add(50, 1_004_000);
    expect(rate.perSecond(1_005_000)).toBe(10);
    expect(rate.perSecond(1_012_000)).toBe(5);
    expect(rate.perSecond(1_100_000)).toBe(0);
  });
});
