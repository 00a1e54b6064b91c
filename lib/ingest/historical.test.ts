import { expect, test } from "vitest";
import { readBatch } from "../batch";
import { historicalRefusal } from "./historical";

const NOW = Date.UTC(2026, 10, 26);
const HOUR = 3_600_000;
const at = (hoursAgo: number) => ({
  event_type: "screen_view",
  data: { screen_name: "Home", timestamp_unixtime_ms: NOW - hoursAgo * HOUR },
});
const timeless = { event_type: "screen_view", data: { screen_name: "Home" } };

test.each([
  [[at(72)], null],
  [[at(73), at(24 * 400)], null],
  [[at(100), at(71)], { code: "historical_too_recent", params: { event: 1, hours: 72 } }],
  [[at(-1)], { code: "historical_too_recent", params: { event: 0, hours: 72 } }],
  [[at(100), timeless], { code: "historical_no_timestamp", params: { event: 1 } }],
  [[{ event_type: "first_run" }], { code: "historical_no_timestamp", params: { event: 0 } }],
  [[], { code: "historical_no_events" }],
  [undefined, { code: "historical_no_events" }],
])("old data %#", (events, refusal) => {
  const raw = { events };
  const read = readBatch(raw, { receivedAt: NOW });
  if (!read.ok) throw new Error(read.message);
  expect(historicalRefusal(raw, read.batch, NOW)).toEqual(refusal);
});
