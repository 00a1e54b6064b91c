import { expect, test } from "vitest";
import { consentWords } from "./consent-words";

const record = (consented: boolean) => ({ consented, timestamp_unixtime_ms: 1 });

test.each([
  ["gdpr", record(true), "Agreed"],
  ["gdpr", record(false), "Refused"],
  ["ccpa", record(true), "Opted out of sale"],
  ["ccpa", record(false), "Allows sale"],
  ["gdpr", null, "Never asked"],
  ["ccpa", null, "Never asked"],
] as const)("%s %j reads %s", (regulation, given, text) => {
  expect(consentWords({ regulation, record: given }).text).toBe(text);
});
