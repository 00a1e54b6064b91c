import { describe, expect, test } from "vitest";
import type { ConsentRecord, ConsentState } from "../batch/types";
import { type ConsentRules, mergeConsent } from "./consent";

const RULES: ConsentRules = {
  sourceAllowed: true,
  gdprEnabled: true,
  ccpaEnabled: true,
  gdprPurposes: new Set(["parcel post", "constructor"]),
};
const record = (consented: boolean, at: number, more: Partial<ConsentRecord> = {}): ConsentRecord => ({
  consented,
  timestamp_unixtime_ms: at,
  ...more,
});
const gdpr = (purpose: string, value: ConsentRecord | null): ConsentState => ({ gdpr: { [purpose]: value } });
const ccpa = (value: ConsentRecord | null): ConsentState => ({ ccpa: { data_sale_opt_out: value } });

const OLD = record(true, 1_000, { document: "notice 1" });
const NEW = record(false, 2_000);

// biome-ignore format: a table reads by rows.
const CASES: [string, ConsentState, ConsentState, Partial<ConsentRules>, string, ConsentState][] = [
  ["the first record",             {},                        gdpr("parcel post", OLD), {}, "set",       gdpr("parcel post", OLD)],
  ["a newer one replaces it whole", gdpr("parcel post", OLD), gdpr("parcel post", NEW), {}, "set",       gdpr("parcel post", NEW)],
  ["an equally old one replaces",  gdpr("parcel post", OLD),  gdpr("parcel post", record(false, 1_000)), {}, "set", gdpr("parcel post", record(false, 1_000))],
  ["an older one does not",        gdpr("parcel post", NEW),  gdpr("parcel post", OLD), {}, "older",     gdpr("parcel post", NEW)],
  ["the same again",               gdpr("parcel post", OLD),  gdpr("parcel post", { ...OLD }), {}, "unchanged", gdpr("parcel post", OLD)],
  ["null withdraws",               gdpr("parcel post", OLD),  gdpr("parcel post", null), {}, "removed",  { gdpr: {} }],
  ["null without a record",        {},                        gdpr("parcel post", null), {}, "unchanged", {}],
  ["a purpose nobody defined",     {},                        gdpr("smoke signals", OLD), {}, "unknown_purpose", {}],
  ["GDPR is off",                  {},                        gdpr("parcel post", OLD), { gdprEnabled: false }, "regulation_off", {}],
  ["CCPA is off",                  {},                        ccpa(OLD),                { ccpaEnabled: false }, "regulation_off", {}],
  ["a feed that may not",          {},                        gdpr("parcel post", OLD), { sourceAllowed: false }, "source_not_allowed", {}],
  ["a feed that may not, CCPA",    ccpa(OLD),                 ccpa(NEW),                { sourceAllowed: false }, "source_not_allowed", ccpa(OLD)],
  ["CCPA, first",                  {},                        ccpa(OLD),                {}, "set",       ccpa(OLD)],
  ["CCPA, newer",                  ccpa(OLD),                 ccpa(NEW),                {}, "set",       ccpa(NEW)],
  ["CCPA, older",                  ccpa(NEW),                 ccpa(OLD),                {}, "older",     ccpa(NEW)],
  ["CCPA, withdrawn",              ccpa(OLD),                 ccpa(null),               {}, "removed",   { ccpa: {} }],
  ["a purpose named as something that every object has", { gdpr: {} }, gdpr("constructor", null), {}, "unchanged", { gdpr: {} }],
];

describe("merging consent", () => {
  test.each(CASES)("%s", (_name, stored, incoming, rules, result, expected) => {
    const merged = mergeConsent(stored, incoming, { ...RULES, ...rules });
    expect(merged.decisions.map((decision) => decision.result)).toEqual([result]);
    expect(merged.state).toEqual(expected);
    if (result !== "set" && result !== "removed") expect(merged.state).toBe(stored);
  });

  test("purposes that the batch leaves out stay, in both regulations", () => {
    const rules = { ...RULES, gdprPurposes: new Set(["a", "b"]) };
    const stored: ConsentState = { gdpr: { a: OLD, b: OLD }, ccpa: { data_sale_opt_out: OLD } };
    expect(mergeConsent(stored, gdpr("b", NEW), rules).state).toEqual({ ...stored, gdpr: { a: OLD, b: NEW } });
    expect(mergeConsent(stored, ccpa(NEW), rules).state).toEqual({ ...stored, ccpa: { data_sale_opt_out: NEW } });
  });

  test("a decision carries what was and what is only where something changed", () => {
    const { decisions } = mergeConsent(
      { gdpr: { "parcel post": OLD } },
      { ...gdpr("parcel post", NEW), ...ccpa(OLD) },
      RULES,
    );
    expect(decisions).toEqual([
      { regulation: "gdpr", purpose: "parcel post", result: "set", before: OLD, after: NEW },
      { regulation: "ccpa", purpose: "data_sale_opt_out", result: "set", after: OLD },
    ]);
    expect(mergeConsent(gdpr("parcel post", NEW), gdpr("parcel post", OLD), RULES).decisions).toEqual([
      { regulation: "gdpr", purpose: "parcel post", result: "older" },
    ]);
  });

  test("neither the stored nor the incoming state is written to", () => {
    const stored = Object.freeze({ gdpr: Object.freeze({ "parcel post": Object.freeze({ ...OLD }) }) });
    const incoming = Object.freeze({ gdpr: Object.freeze({ "parcel post": Object.freeze({ ...NEW }) }) });
    expect(mergeConsent(stored, incoming, RULES).state).toEqual(gdpr("parcel post", NEW));
  });
});
