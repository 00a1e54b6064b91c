import { describe, expect, test } from "vitest";
import { holds, type IdentityRecord, isKnown, isOrphaned, withIdentity, withoutIdentity } from "./record";

const mail = (value: string) => ({ type: "email", value });
const RECORD: IdentityRecord = {
  email: [
    { v: "new@example.test", f: 20, u: 30 },
    { v: "old@example.test", f: 10, u: 10 },
  ],
  ios_idfv: [{ v: "V-1", f: 10, u: 10 }],
};

describe("an identity record", () => {
  test("gains a type's first value", () => {
    expect(withIdentity({}, mail("a@example.test"), 5, false)).toEqual({
      email: [{ v: "a@example.test", f: 5, u: 5 }],
    });
  });

  test("shows a new value first and keeps the older ones", () => {
    expect(withIdentity(RECORD, mail("a@example.test"), 40, false).email?.map(({ v }) => v)).toEqual([
      "a@example.test",
      "new@example.test",
      "old@example.test",
    ]);
  });

  test("moves a value that comes again to the front, with its first time", () => {
    expect(withIdentity(RECORD, mail("old@example.test"), 40, false).email).toEqual([
      { v: "old@example.test", f: 10, u: 40 },
      { v: "new@example.test", f: 20, u: 30 },
    ]);
  });

  test("is the same object when its current value comes again", () => {
    expect(withIdentity(RECORD, mail("new@example.test"), 40, false)).toBe(RECORD);
    expect(withIdentity(RECORD, { type: "ios_idfv", value: "V-1" }, 40, true)).toBe(RECORD);
  });

  test("holds one value of a unique type", () => {
    expect(withIdentity(RECORD, mail("a@example.test"), 40, true).email).toEqual([
      { v: "a@example.test", f: 40, u: 40 },
    ]);
    expect(withIdentity(RECORD, mail("new@example.test"), 40, true).email).toHaveLength(1);
  });

  test("loses a value, and with the last one its type", () => {
    expect(withoutIdentity(RECORD, mail("new@example.test")).email).toEqual([{ v: "old@example.test", f: 10, u: 10 }]);
    expect(withoutIdentity(RECORD, { type: "ios_idfv", value: "V-1" })).not.toHaveProperty("ios_idfv");
    expect(withoutIdentity(RECORD, mail("nobody@example.test"))).toBe(RECORD);
  });

  test("compares values exactly", () => {
    expect(holds(RECORD, mail("NEW@example.test"))).toBe(false);
    expect(holds(RECORD, mail("new@example.test"))).toBe(true);
  });

  test("is orphaned when no look-up type is left, known when it has a login value", () => {
    expect(isOrphaned({ alias: [{ v: "x", f: 1, u: 1 }] }, ["email", "ios_idfv"])).toBe(true);
    expect(isOrphaned(RECORD, ["email"])).toBe(false);
    expect(isKnown(RECORD, ["customer_id"])).toBe(false);
    expect(isKnown(RECORD, ["customer_id", "email"])).toBe(true);
  });
});
