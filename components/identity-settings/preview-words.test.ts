import { describe, expect, test } from "vitest";
import type { IdentitySettingsPreview } from "@/lib/ingest/preview-identity-settings";
import { factSentences, headline, parts } from "./preview-words";

const NONE = { another: 0, created: 0, joined: 0, nobody: 0 };
const NO_FACTS: IdentitySettingsPreview["facts"] = { shared: [], turned: null, leaving: [], joining: [] };
const preview = (
  requests: number,
  totals: Partial<IdentitySettingsPreview["totals"]> = {},
): IdentitySettingsPreview => ({
  requests,
  from: 1,
  to: 2,
  totals: { ...NONE, ...totals },
  differences: [],
  facts: NO_FACTS,
});

describe("a preview in words", () => {
  test.each([
    [preview(0), "Nothing has come yet, so there is nothing to try the settings on."],
    [preview(1), "The one request would have led where it does now."],
    [preview(1_000), "All 1,000 requests would have led where they do now."],
    [preview(1_000, { another: 37 }), "37 of 1,000 requests (4 %) would have found another person."],
    [preview(1_000, { another: 3, nobody: 1 }), "4 of 1,000 requests (under 1 %) would have led elsewhere."],
  ])("begins with the total", (one, words) => {
    expect(headline(one)).toBe(words);
  });

  test("splits the total where requests end differently", () => {
    expect(parts(preview(9, { another: 3 }))).toEqual([]);
    expect(parts(preview(9, { another: 1, created: 2, joined: 3, nobody: 1 }))).toEqual([
      "1 to another person",
      "2 to a new profile instead of a person",
      "3 to a person instead of a new profile",
      "1 to nobody, or from nobody to somebody",
    ]);
  });

  test("says nothing of profiles where there are none", () => {
    expect(factSentences({ ...NO_FACTS, turned: { known: 0, anonymous: 0, lookedAt: 0, all: true } })).toEqual([]);
  });

  test.each<[string, Partial<IdentitySettingsPreview["facts"]>, RegExp]>([
    [
      "no shared value",
      { shared: [{ type: "email", values: 0, atLeast: false, immutable: false }] },
      /^No value of Email sits on more/,
    ],
    [
      "none of those looked at",
      { shared: [{ type: "email", values: 0, atLeast: true, immutable: false }] },
      /^Of the many values of Email, none that was looked at/,
    ],
    [
      "a shared value",
      { shared: [{ type: "email", values: 1, atLeast: false, immutable: false }] },
      /^1 value of Email sits on more/,
    ],
    [
      "very many",
      { shared: [{ type: "email", values: 1_200, atLeast: true, immutable: false }] },
      /^At least 1,200 values of Email sit/,
    ],
    [
      "a shared value that becomes immutable",
      { shared: [{ type: "email", values: 2, atLeast: false, immutable: true }] },
      /^2 values of Email sit .* taken from nobody\.$/,
    ],
    [
      "known and anonymous",
      { turned: { known: 12, anonymous: 1, lookedAt: 10_000, all: false } },
      /^Of the newest 10,000 profiles, 12 would become known and 1 would become anonymous\.$/,
    ],
    [
      "only anonymous",
      { turned: { known: 0, anonymous: 7, lookedAt: 12, all: true } },
      /^Of all 12 profiles, 7 would become anonymous\.$/,
    ],
    [
      "that nobody turns",
      { turned: { known: 0, anonymous: 0, lookedAt: 12, all: true } },
      /^Of all 12 profiles, none would become known or anonymous\.$/,
    ],
    ["a type that leaves", { leaving: ["email"] }, /^Email would look nobody up any more/],
    [
      "a user's type that joins",
      { joining: ["google"] },
      /^Google would look people up, also by values that are stored/,
    ],
    [
      "a device's type that joins",
      { joining: ["ios_idfv"] },
      /^IDFV would look people up by values that come from then/,
    ],
  ])("tells what is stored: %s", (_, facts, words) => {
    const told = factSentences({ ...NO_FACTS, ...facts });
    expect(told).toEqual([expect.stringMatching(words)]);
  });
});
