import { describe, expect, test } from "vitest";
import { type Mpid, toMpid } from "../int64";
import { ALIAS_WINDOW_MS, type Alias, aliasRefusal, aliasWindow } from "./alias";

function mpid(n: number): Mpid {
  const made = toMpid(n);
  if (!made) throw new Error(`${n} is no MPID.`);
  return made;
}
const alias = (source: number, destination: number, start: number, end: number): Alias => ({
  source: mpid(source),
  destination: mpid(destination),
  start,
  end,
});

describe("an alias of 1 into 2, from 100 to 200", () => {
  test.each([
    ["nothing before", [], null],
    ["the same again", [alias(1, 2, 100, 200)], "alias_window_overlaps"],
    ["into another profile, windows touch at the end", [alias(1, 3, 200, 300)], "alias_window_overlaps"],
    ["into another profile, windows touch at the start", [alias(1, 3, 0, 100)], "alias_window_overlaps"],
    ["into another profile, a window within", [alias(1, 3, 120, 130)], "alias_window_overlaps"],
    ["into another profile, a window around", [alias(1, 3, 0, 900)], "alias_window_overlaps"],
    ["into another profile, a window just before", [alias(1, 3, 0, 99)], null],
    ["into another profile, a window just after", [alias(1, 3, 201, 300)], null],
    ["into the same profile, a window just after", [alias(1, 2, 201, 300)], null],
    ["another source into the same destination, same window", [alias(3, 2, 100, 200)], null],
    ["the source was a destination, windows apart", [alias(3, 1, 900, 999)], "alias_source_was_destination"],
    ["the destination was a source, windows apart", [alias(2, 3, 900, 999)], "alias_destination_was_source"],
    ["the other way round", [alias(2, 1, 900, 999)], "alias_source_was_destination"],
    ["both rules at once, the first one counts", [alias(2, 3, 0, 1), alias(1, 3, 100, 100)], "alias_window_overlaps"],
  ])("after %s: %j -> %s", (_, earlier, refusal) => {
    expect(aliasRefusal(alias(1, 2, 100, 200), earlier)).toBe(refusal);
  });
});

describe("the window", () => {
  const NOW = 1_800_000_000_000;
  const DAY = 86_400_000;
  test.each([
    ["says nothing", {}, NOW - 90 * DAY, NOW, false],
    ["says the end", { end: NOW - DAY }, NOW - 91 * DAY, NOW - DAY, false],
    ["says the start", { start: NOW - DAY }, NOW - DAY, NOW, false],
    ["says both", { start: 5, end: 5 }, 5, 5, false],
    ["asks for 90 days", { start: NOW - ALIAS_WINDOW_MS, end: NOW }, NOW - 90 * DAY, NOW, false],
    ["asks for a millisecond more", { start: NOW - ALIAS_WINDOW_MS - 1, end: NOW }, NOW - 90 * DAY, NOW, true],
    ["asks for all time", { start: 0 }, NOW - 90 * DAY, NOW, true],
  ])("of a request that %s", (_, asked, start, end, cut) => {
    expect(aliasWindow(asked, NOW)).toEqual({ start, end, cut });
  });
});
