import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { REMARK_CODES } from "./codes";
import { OUTCOMES, PROTECTION_LEVELS, PROTECTION_ROWS, remarkSchema, STRATEGY_RULES } from "./decision";
import { LEVEL_LABELS, levelLabel, OUTCOME_LABELS, tierLabel } from "./labels";
import { attributeSentence, protectionSentence, remarkSentence, strategyRuleSentence } from "./sentences";

const SENTENCE = /^(Event \d+: )?["A-Z0-9].*\.$/;

describe("remarks", () => {
  test.each(REMARK_CODES)("%s has a sentence", (code) => {
    const params = {
      field: "price",
      key: "k",
      name: "n",
      type: "email",
      types: "ios_advertising_id",
      limit: 100,
      count: 2,
      regulation: "gdpr",
      purpose: "ads",
      event: 2,
    };
    expect(remarkSentence({ code })).toMatch(SENTENCE);
    expect(remarkSentence({ code, params })).toMatch(SENTENCE);
    expect(remarkSentence({ code, params })).not.toMatch(/undefined|null|NaN|Some /);
  });

  test.each([
    [{ code: "update_only_no_match" }, "The feed is Update Only and no profile matches."],
    [
      { code: "field_ignored", params: { field: "price", event: 0 } },
      'Event 1: "price" was ignored: its value has the wrong type.',
    ],
    [
      { code: "identity_repeated", params: { type: "customer_id" } },
      "The batch names two values of Customer ID; the first one counts.",
    ],
    [
      { code: "user_attributes_over_limit", params: { count: 1, limit: 100 } },
      "1 user attribute over the limit of 100 per batch was left out.",
    ],
    [{ code: "from_the_future" }, "from the future."],
  ])("%j reads %s", (remark, sentence) => {
    expect(remarkSentence(remark)).toBe(sentence);
  });

  test("used anywhere in lib are all listed", () => {
    const used = new Set(sources("lib").flatMap(codesIn));
    expect(used.size).toBeGreaterThan(30);
    expect([...used].filter((code) => !(REMARK_CODES as readonly string[]).includes(code))).toEqual([]);
  });

  test("that are listed are all used", () => {
    const text = sources("lib")
      .filter((file) => !file.includes("explain"))
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    expect(REMARK_CODES.filter((code) => !text.includes(`"${code}"`))).toEqual([]);
  });
});

/** Remarks are written as `{ code: "..." }` where batches are read and decided, or added to Warnings. */
function codesIn(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const decides = /[/\\](ingest|profile|identity)[/\\]/.test(file) && /Remark/.test(text);
  const literals = decides ? text.matchAll(/\bcode: "([a-z_]+)"/g) : [];
  return [
    ...literals,
    ...text.matchAll(/warnings\.add\(\s*"([a-z_]+)"/g),
    ...(/warnings\.ts$/.test(file) ? text.matchAll(/\bcode: "([a-z_]+)"/g) : []),
  ].flatMap(([, code]) => code ?? []);
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.startsWith("generated"))
    .map((name) => path.join(folder, name));
}

describe("attributes", () => {
  test.each([
    ["blocked_by_priority", 3, 6, "Blocked: a custom feed outranks this partner feed."],
    ["blocked_by_priority", 4, 5, "Blocked: a platform SDK outranks this CSV or warehouse feed."],
    ["blocked_by_priority", 2, 4, "Blocked: an account-level attribute outranks this platform SDK."],
    ["delete_blocked_by_priority", 4, 6, "Not deleted: a platform SDK outranks this partner feed."],
    ["set", 6, 3, "Set: a custom feed outranks the partner feed that set it before."],
    ["set", 4, 4, "Set."],
    ["set", undefined, 4, "Set."],
    ["unchanged", 4, 4, "Unchanged: the value is the same."],
    ["deleted", 4, 4, "Deleted. Any source may set it next."],
    ["delete_noop", undefined, 4, "Nothing to delete: the attribute has no value."],
  ] as const)("%s, stored by tier %s, from tier %i", (result, storedTier, tier, sentence) => {
    expect(attributeSentence({ key: "k", result, storedTier }, tier)).toBe(sentence);
  });
});

describe("labels", () => {
  test("stand for every outcome, row, level and tier", () => {
    expect(OUTCOMES.every((outcome) => OUTCOME_LABELS[outcome].label !== "")).toBe(true);
    expect(PROTECTION_ROWS.every((row) => SENTENCE.test(protectionSentence(row)))).toBe(true);
    expect(new Set(STRATEGY_RULES.map(strategyRuleSentence)).size).toBe(STRATEGY_RULES.length);
    expect(STRATEGY_RULES.every((rule) => SENTENCE.test(strategyRuleSentence(rule)))).toBe(true);
    expect(PROTECTION_LEVELS.map((level) => LEVEL_LABELS[level])).toEqual([
      "Create & Update",
      "Update Only",
      "Read Only",
    ]);
    expect(levelLabel(null)).toBe("Create & Update");
    expect([1, 2, 3, 4, 5, 6].map(tierLabel)).toContain("Custom feed");
  });
});

describe("a remark", () => {
  test("of any code fits the Decision's schema", () => {
    expect(REMARK_CODES.every((code) => remarkSchema.safeParse({ code }).success)).toBe(true);
  });
});
