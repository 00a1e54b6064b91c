import { describe, expect, test } from "vitest";
import type { Int64 } from "@/lib/int64";
import type { TimelineItem } from "@/lib/profile/view-types";
import { timelineLines } from "./timeline-lines";

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 24, 12);
const event = (id: string, batchId: string, time: number): TimelineItem => ({
  kind: "event",
  id: id as Int64,
  batchId: batchId as Int64,
  index: 0,
  type: "custom_event",
  name: id,
  time,
});
const bare = (id: string, time: number): TimelineItem => ({
  kind: "batch",
  id: id as Int64,
  batchId: id as Int64,
  time,
});
const kinds = (items: TimelineItem[], zone = "UTC") => timelineLines(items, {}, zone).lines.map((line) => line.kind);

describe("lines of a timeline", () => {
  test("are a day, the batch, its events", () => {
    expect(kinds([event("2", "b", NOON), event("1", "b", NOON - 1)])).toEqual(["day", "batch", "event", "event"]);
  });

  test("give a batch without events its heading only", () => {
    expect(kinds([bare("b", NOON)])).toEqual(["day", "batch"]);
  });

  test("repeat the batch's heading on another day, and say so", () => {
    const { lines } = timelineLines([event("2", "b", NOON), event("1", "b", NOON - DAY)], {}, "UTC");
    expect(lines.map((line) => line.kind)).toEqual(["day", "batch", "event", "day", "batch", "event"]);
    expect(lines.flatMap((line) => (line.kind === "batch" ? [line.continued] : []))).toEqual([false, true]);
  });

  test("mark a silence of more than a week", () => {
    expect(kinds([event("2", "b", NOON), event("1", "a", NOON - 8 * DAY)])).toContain("gap");
    expect(kinds([event("2", "b", NOON), event("1", "a", NOON - 6 * DAY)])).not.toContain("gap");
  });

  test("follow the days of the reader's zone", () => {
    const late = Date.UTC(2026, 10, 24, 23, 30);
    const items = [event("2", "b", late + 3_600_000), event("1", "b", late)];
    expect(kinds(items, "UTC").filter((kind) => kind === "day")).toHaveLength(2);
    expect(kinds(items, "Europe/Berlin").filter((kind) => kind === "day")).toHaveLength(1);
  });

  test("can be walked: batches and events, no rules", () => {
    const { choices } = timelineLines([event("2", "b", NOON), bare("a", NOON - 9 * DAY)], {}, "UTC");
    expect(choices.map((choice) => choice.kind)).toEqual(["batch", "event", "batch"]);
  });

  test("of nothing are none", () => {
    expect(timelineLines([], {}, "UTC")).toEqual({ lines: [], choices: [] });
  });
});
