import { describe, expect, test } from "vitest";
import { type Mpid, toMpid } from "../int64";
import { decideModify, type IdentityChange } from "./modify";
import type { Identity, IdentityRecord } from "./record";
import type { IdentitySettings } from "./settings";

const SETTINGS: IdentitySettings = {
  strategy: "profile_conversion",
  priority: ["customer_id", "mobile_number", "email", "other"],
  uniqueTypes: ["customer_id", "mobile_number"],
  loginTypes: ["customer_id"],
  immutableTypes: ["customer_id"],
};
const OTHER = toMpid("-42") as Mpid;
const entry = (v: string, at = 1) => ({ v, f: at, u: at });
const RECORD: IdentityRecord = { mobile_number: [entry("m1")], email: [entry("e2"), entry("e1")] };
const nobody = () => [];

const change = (type: string, oldValue: string | null, newValue: string | null): IdentityChange => ({
  type,
  oldValue,
  newValue,
});
const modified = (
  changes: IdentityChange[],
  record: IdentityRecord = RECORD,
  others: (identity: Identity) => readonly Mpid[] = nobody,
) => decideModify(record, changes, SETTINGS, others, 9);

/** The record's values, latest first. */
const values = (record: IdentityRecord) =>
  Object.fromEntries(Object.entries(record).map(([type, entries]) => [type, entries.map(({ v }) => v)]));

describe("a modify request", () => {
  test.each<[string, IdentityChange, Record<string, string[]>]>([
    ["no old value: adds", change("email", null, "e3"), { mobile_number: ["m1"], email: ["e3", "e2", "e1"] }],
    ["no new value: removes", change("email", "e1", null), { mobile_number: ["m1"], email: ["e2"] }],
    ["removes the last value with its type", change("mobile_number", "m1", null), { email: ["e2", "e1"] }],
    ["replaces the old value", change("email", "e1", "e3"), { mobile_number: ["m1"], email: ["e3", "e2"] }],
    ["replaces it by another of its values", change("email", "e1", "e2"), { mobile_number: ["m1"], email: ["e2"] }],
    [
      "an old value that is not there is passed over",
      change("email", "e9", "e3"),
      {
        mobile_number: ["m1"],
        email: ["e3", "e2", "e1"],
      },
    ],
    ["removing what is not there changes nothing", change("email", "e9", null), values(RECORD)],
    [
      "unique and no old value: replaces what is there",
      change("mobile_number", null, "m2"),
      {
        mobile_number: ["m2"],
        email: ["e2", "e1"],
      },
    ],
    [
      "unique and a wrong old value: replaces what is there",
      change("mobile_number", "m9", "m2"),
      {
        mobile_number: ["m2"],
        email: ["e2", "e1"],
      },
    ],
    ["the same value: becomes the latest", change("email", "e1", "e1"), { mobile_number: ["m1"], email: ["e1", "e2"] }],
    ["neither value: changes nothing", change("email", null, null), values(RECORD)],
  ])("%s", (_, one, expected) => {
    const write = modified([one]);
    expect(values(write.record)).toEqual(expected);
    expect(write.refused).toEqual([]);
    const listed = (record: Record<string, string[]>) =>
      Object.entries(record).flatMap(([type, all]) => all.map((value) => `${type}:${value}`));
    const [before, after] = [listed(values(RECORD)), listed(expected)];
    expect(write.added.map(({ type, value }) => `${type}:${value}`)).toEqual(after.filter((v) => !before.includes(v)));
    expect(write.removed.map(({ type, value }) => `${type}:${value}`)).toEqual(
      before.filter((v) => !after.includes(v)),
    );
  });

  test("tells what took the place of what, and keeps first times", () => {
    const write = modified([change("mobile_number", "m1", "m2"), change("email", "e2", null)]);
    expect(write).toMatchObject({ replaced: ["mobile_number"], removed: [{ value: "m1" }, { value: "e2" }] });
    expect(write.record).toEqual({ mobile_number: [entry("m2", 9)], email: [entry("e1")] });
    expect(modified([change("email", "e1", "e1")]).record.email?.[0]).toEqual({ v: "e1", f: 1, u: 9 });
  });

  test("is the same record when it changes nothing", () => {
    expect(modified([change("email", null, "e2"), change("other", "o", null)]).record).toBe(RECORD);
  });

  test("sees in each change what the one before it left", () => {
    const write = modified([change("other", null, "o1"), change("other", "o1", "o2")]);
    expect(write).toMatchObject({ added: [{ type: "other", value: "o2" }], removed: [], replaced: [] });
  });

  test("takes a unique value from whoever has it, and leaves any other there", () => {
    const held = (identity: Identity) => (identity.value === "shared" ? [OTHER] : []);
    expect(modified([change("mobile_number", "m1", "shared")], RECORD, held)).toMatchObject({
      taken: [{ identity: { type: "mobile_number", value: "shared" }, from: OTHER }],
      replaced: ["mobile_number"],
    });
    expect(modified([change("email", null, "shared")], RECORD, held).taken).toEqual([]);
  });
});

describe("an immutable value", () => {
  const set: IdentityRecord = { customer_id: [entry("c1")], email: [entry("e1")] };

  test("is set once", () => {
    expect(modified([change("customer_id", null, "c1")])).toMatchObject({
      added: [{ type: "customer_id", value: "c1" }],
      refused: [],
    });
  });

  test.each<[string, IdentityChange]>([
    ["changed", change("customer_id", "c1", "c2")],
    ["replaced", change("customer_id", null, "c2")],
    ["removed", change("customer_id", "c1", null)],
    ["replaced by naming a wrong old value", change("customer_id", "c9", "c2")],
  ])("is never %s: then nothing else of the request is done either", (_, one) => {
    expect(modified([change("email", null, "e2"), one], set)).toEqual({
      record: set,
      added: [],
      removed: [],
      taken: [],
      replaced: [],
      refused: ["customer_id"],
    });
  });

  test("may be named again, as it is", () => {
    expect(modified([change("customer_id", "c1", "c1"), change("customer_id", null, "c1")], set)).toMatchObject({
      record: set,
      refused: [],
    });
  });

  test("is not taken from another profile", () => {
    const write = modified([change("customer_id", null, "c1")], RECORD, () => [OTHER]);
    expect(write).toMatchObject({ record: RECORD, taken: [], refused: ["customer_id"] });
  });

  test("can't be set twice in one request", () => {
    const write = modified([change("customer_id", null, "c1"), change("customer_id", null, "c2")]);
    expect(write).toMatchObject({ record: RECORD, refused: ["customer_id"] });
  });
});
