import { expect, test } from "vitest";
import { startOfDayIn } from "./day-bounds";

test.each([
  ["UTC", "2026-11-24", 0, "2026-11-24T00:00:00.000Z"],
  ["Europe/Berlin", "2026-11-24", 0, "2026-11-23T23:00:00.000Z"],
  ["Europe/Berlin", "2026-10-25", 1, "2026-10-25T23:00:00.000Z"],
  ["Europe/Berlin", "2026-03-29", 1, "2026-03-29T22:00:00.000Z"],
  // The clocks go from 00:00 to 01:00, and from 01:00 to 00:00.
  ["Africa/Cairo", "2026-04-24", 0, "2026-04-23T22:00:00.000Z"],
  ["America/Havana", "2026-11-01", 0, "2026-11-01T04:00:00.000Z"],
  ["America/St_Johns", "2026-12-31", 1, "2027-01-01T03:30:00.000Z"],
])("a day of %s, %s plus %s, begins at %s", (zone, day, plus, expected) => {
  expect(new Date(startOfDayIn(zone, day, plus) ?? 0).toISOString()).toBe(expected);
});

test("what is no day has no beginning", () => {
  expect(startOfDayIn("UTC", "yesterday", 0)).toBeNull();
});
