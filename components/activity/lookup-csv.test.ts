import { describe, expect, test } from "vitest";
import type { Mpid } from "@/lib/int64";
import { lookupsToCsv } from "./lookup-csv";

const person = {
  mpid: "-8921341234567890123" as Mpid,
  environment: "production" as const,
  matchedTypes: ["email", "other"],
  lastSeen: Date.UTC(2026, 10, 24),
};

describe("the CSV of a looked-up list", () => {
  test("has a line per person and one per value that nobody has", () => {
    expect(
      lookupsToCsv([
        { value: "a@b.example", people: [person, person] },
        { value: "x", people: [] },
      ]).split("\r\n"),
    ).toEqual([
      "identifier,mpid,matched_by,environment,last_seen_utc,found",
      "a@b.example,-8921341234567890123,email other,production,2026-11-24T00:00:00.000Z,yes",
      "a@b.example,-8921341234567890123,email other,production,2026-11-24T00:00:00.000Z,yes",
      "x,,,,,no",
    ]);
  });

  test.each([
    ['say "hi", you', '"say ""hi"", you"'],
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["-12", "-12"],
    ["@sum", "'@sum"],
  ])("writes %s as %s", (value, written) => {
    expect(lookupsToCsv([{ value, people: [] }]).split("\r\n")[1]).toBe(`${written},,,,,no`);
  });
});
