import { describe, expect, test } from "vitest";
import { firstTrafficHour, type HourCounts, TRAFFIC_BARS, trafficOf } from "./traffic";

const NOW = Date.UTC(2026, 10, 24, 13, 20);
const hour = (at: number, counts: Partial<HourCounts>): HourCounts => ({
  hour: Math.floor(at / 3_600_000),
  batches: 0,
  events: 0,
  dropped: 0,
  not_associated: 0,
  duplicate: 0,
  rejected: 0,
  blocked: 0,
  ...counts,
});

describe("the traffic of an input", () => {
  test("has a bar for every six hours of a week, the running one last", () => {
    const { bars } = trafficOf([hour(NOW, { batches: 3 }), hour(NOW - 3_600_000, { batches: 4 })], NOW);
    expect(bars).toHaveLength(TRAFFIC_BARS);
    expect(bars[TRAFFIC_BARS - 1]).toEqual({ good: 7, bad: 0 });
  });

  test("begins where its first bar begins", () => {
    const first = firstTrafficHour(NOW) * 3_600_000;
    const { bars, batches } = trafficOf([hour(first, { batches: 2 }), hour(first - 1, { batches: 50 })], NOW);
    expect(bars[0]).toEqual({ good: 2, bad: 0 });
    expect(batches).toBe(2);
  });

  test("tells what reached profiles from what did not, and leaves duplicates out", () => {
    const counts = { batches: 20, events: 31, dropped: 3, not_associated: 2, duplicate: 4, rejected: 1, blocked: 9 };
    const traffic = trafficOf([hour(NOW, counts)], NOW);
    expect(traffic.bars[TRAFFIC_BARS - 1]).toEqual({ good: 10, bad: 6 });
    expect(traffic).toMatchObject({
      batches: 20,
      events: 31,
      dropped: 3,
      notAssociated: 2,
      rejected: 1,
      blockedAttributes: 9,
    });
  });
});
