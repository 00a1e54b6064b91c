import { describe, expect, test } from "vitest";
import { areSame, draftOf, errorOf, limitsOfDraft } from "./limits-draft";

const draft = (batches: string, limitAcceleration = false) => ({ texts: { batches }, limitAcceleration });

describe("what somebody writes as a limit", () => {
  test.each<[string, number | undefined | null]>([
    ["", undefined],
    ["  ", undefined],
    ["1", 1],
    [" 270 ", 270],
    ["1,000", 1_000],
    ["100 000", 100_000],
    ["0", null],
    ["100001", null],
    ["-5", null],
    ["1.5", null],
    ["1,5", null],
    ["1e3", null],
    ["many", null],
    ["99999999999999999999", null],
  ])("%j is %s", (text, value) => {
    const limits = limitsOfDraft(draft(text), ["batches"]);
    expect(limits?.perSecond.batches ?? (limits === null ? null : undefined)).toBe(value);
    expect(errorOf(text) === null).toBe(value !== null);
  });

  test("comes back as it was set", () => {
    const limits = { perSecond: { batches: 5, client_requests: 7 }, limitAcceleration: true };
    expect(limitsOfDraft(draftOf(limits), ["batches", "client_requests"])).toEqual(limits);
  });

  test("is no acceleration without a speed", () => {
    expect(limitsOfDraft(draft("", true), ["batches"])).toEqual({ perSecond: {}, limitAcceleration: false });
  });
});

test("limits are the same when all that is counted is", () => {
  const five = { perSecond: { batches: 5 }, limitAcceleration: false };
  expect(areSame(five, { ...five, perSecond: { batches: 5 } }, ["batches"])).toBe(true);
  expect(areSame(five, { ...five, limitAcceleration: true }, ["batches"])).toBe(false);
  expect(areSame(five, { ...five, perSecond: {} }, ["batches", "client_requests"])).toBe(false);
});
