import { describe, expect, test } from "vitest";
import {
  dayKey,
  formatBytes,
  formatClock,
  formatDayRule,
  formatInstant,
  formatMinute,
  formatRelative,
  formatShare,
  initials,
  nextChange,
  plural,
  resolveZone,
  shortenId,
} from "./index";

const AT = Date.UTC(2026, 10, 24, 23, 30, 7, 45);

describe("an instant", () => {
  test.each([
    ["UTC", "24 Nov 2026, 23:30:07.045 UTC"],
    ["Europe/Berlin", "25 Nov 2026, 00:30:07.045 Europe/Berlin (UTC+01:00)"],
    ["America/St_Johns", "24 Nov 2026, 20:00:07.045 America/St_Johns (UTC-03:30)"],
    ["Europe/London", "24 Nov 2026, 23:30:07.045 Europe/London (UTC)"],
  ])("in %s carries the zone's name and milliseconds", (zone, expected) => {
    expect(formatInstant(AT, zone)).toBe(expected);
  });

  test("takes the offset of its own season", () => {
    expect(formatInstant(Date.UTC(2026, 6, 1, 12), "Europe/Berlin")).toBe(
      "1 Jul 2026, 14:00:00.000 Europe/Berlin (UTC+02:00)",
    );
  });

  test.each([
    [new Date(0).setUTCFullYear(1, 0, 1), "1 Jan 1, 00:00:00.000 UTC"],
    [new Date(0).setUTCFullYear(-4, 0, 1), "1 Jan 5 BC, 00:00:00.000 UTC"],
    [Date.UTC(9999, 11, 31), "31 Dec 9999, 00:00:00.000 UTC"],
    [9e15, "9000000000000000 ms (not a date)"],
  ])("of %s ms does not fail", (ms, expected) => {
    expect(formatInstant(ms, "UTC")).toBe(expected);
  });

  test("has shorter forms", () => {
    expect(formatMinute(AT, "UTC")).toBe("24 Nov 2026, 23:30");
    expect(formatClock(AT, "Europe/Berlin")).toBe("00:30:07.045");
    expect(formatClock(AT, "UTC", false)).toBe("23:30:07");
  });

  test("falls on the day of the reader's zone", () => {
    expect(dayKey(AT, "UTC")).toBe("2026-11-24");
    expect(dayKey(AT, "Europe/Berlin")).toBe("2026-11-25");
    expect(formatDayRule(AT, "Europe/Berlin")).toBe("Wednesday, 25 Nov 2026");
  });
});

describe("the reader's zone", () => {
  const known = { browser: "Asia/Tokyo", workspace: "Europe/Berlin" };
  test.each([
    ["utc", "UTC"],
    ["browser", "Asia/Tokyo"],
    ["workspace", "Europe/Berlin"],
    ["anything else", "UTC"],
  ])("for %s is %s", (choice, expected) => {
    expect(resolveZone(choice, known)).toBe(expected);
  });

  test("is UTC when the browser's is unknown or invented", () => {
    expect(resolveZone("browser", {})).toBe("UTC");
    expect(resolveZone("browser", { browser: "Mars/Olympus" })).toBe("UTC");
  });
});

describe("relative time", () => {
  test.each([
    [0, "now"],
    [12_400, "12 s ago"],
    [59 * 60_000, "59 min ago"],
    [25 * 3_600_000, "1 d ago"],
    [70 * 86_400_000, "2 mo ago"],
    [800 * 86_400_000, "2 y ago"],
    [-300_000, "in 5 min"],
  ])("%s ms back is %s", (back, expected) => {
    expect(formatRelative(AT - back, AT)).toBe(expected);
  });

  test("is looked at again when its words change", () => {
    expect(nextChange(AT - 90_000, AT)).toBe(30_000);
    expect(nextChange(AT, AT)).toBe(1_000);
    expect(nextChange(AT - 40 * 86_400_000, AT)).toBe(3_600_000);
  });
});

describe("numbers and ids", () => {
  test("read well", () => {
    expect(plural(1, "batch", "batches")).toBe("1 batch");
    expect(plural(1234, "batch", "batches")).toBe("1,234 batches");
    expect(formatBytes(1)).toBe("1 byte");
    expect(formatBytes(1_536)).toBe("1.5 kB");
    expect(formatBytes(23_400_000)).toBe("23.4 MB");
    expect(formatShare(1, 1000)).toBe("under 1 %");
    expect(formatShare(3, 0)).toBe("0 %");
    expect(shortenId("us1-0123456789abcdef0123")).toBe("us1-01…ef0123");
    expect(shortenId("-4721839201")).toBe("-4721839201");
    expect(initials("Ada van Quill")).toBe("AQ");
    expect(initials("zoe@example.test")).toBe("Z");
  });
});
