import { describe, expect, test } from "vitest";
import type { Mpid } from "../int64";
import { toMpid } from "../int64";
import type { Identity, IdentityRecord } from "./record";
import type { IdentitySettings } from "./settings";
import { writeIdentities } from "./write-identities";

const SETTINGS: IdentitySettings = {
  strategy: "default",
  priority: ["customer_id", "email", "ios_idfv"],
  uniqueTypes: ["customer_id"],
  loginTypes: ["customer_id"],
  immutableTypes: [],
};
const OTHER = toMpid("-42") as Mpid;
const customer = (value: string): Identity => ({ type: "customer_id", value });
const email = (value: string): Identity => ({ type: "email", value });
const entry = (v: string, at = 1) => ({ v, f: at, u: at });
const nobody = () => [];

describe("writing the identities of a request", () => {
  test("adds what the record lacks and leaves alone what it has", () => {
    const record: IdentityRecord = { customer_id: [entry("c")] };
    const write = writeIdentities(record, [customer("c"), email("a@example.test")], nobody, SETTINGS, 9);
    expect(write).toEqual({
      record: { customer_id: [entry("c")], email: [entry("a@example.test", 9)] },
      added: [email("a@example.test")],
      removed: [],
      taken: [],
      replaced: [],
      refused: [],
    });
  });

  test("keeps two values of a type that is not unique", () => {
    const write = writeIdentities({ email: [entry("a")] }, [email("b")], () => [OTHER], SETTINGS, 9);
    expect(write.record.email?.map(({ v }) => v)).toEqual(["b", "a"]);
    expect(write).toMatchObject({ removed: [], taken: [], replaced: [] });
  });

  test("a unique value replaces the record's own and is taken from whoever had it", () => {
    const write = writeIdentities({ customer_id: [entry("c")] }, [customer("d")], () => [OTHER], SETTINGS, 9);
    expect(write).toEqual({
      record: { customer_id: [entry("d", 9)] },
      added: [customer("d")],
      removed: [customer("c")],
      taken: [{ identity: customer("d"), from: OTHER }],
      replaced: ["customer_id"],
      refused: [],
    });
  });

  test("an immutable value can be set once, and never changed", () => {
    const settings = { ...SETTINGS, immutableTypes: ["customer_id"] };
    expect(writeIdentities({}, [customer("c")], nobody, settings, 9)).toMatchObject({
      added: [customer("c")],
      refused: [],
    });
    const again = writeIdentities(
      { customer_id: [entry("c")] },
      [customer("d"), email("a")],
      () => [OTHER],
      settings,
      9,
    );
    expect(again).toMatchObject({ added: [email("a")], taken: [], removed: [], refused: ["customer_id"] });
    expect(again.record.customer_id).toEqual([entry("c")]);
  });

  test("an immutable value is not taken from whoever has it", () => {
    const settings = { ...SETTINGS, immutableTypes: ["customer_id"] };
    expect(writeIdentities({}, [customer("c"), email("a")], () => [OTHER], settings, 9)).toEqual({
      record: { email: [entry("a", 9)] },
      added: [email("a")],
      removed: [],
      taken: [],
      replaced: [],
      refused: ["customer_id"],
    });
  });

  test("a type that became unique is tidied up by the next value that comes", () => {
    const record = { customer_id: [entry("d"), entry("c")] };
    expect(writeIdentities(record, [customer("d")], () => [OTHER], SETTINGS, 9)).toEqual({
      record: { customer_id: [{ v: "d", f: 1, u: 9 }] },
      added: [],
      removed: [customer("c")],
      taken: [{ identity: customer("d"), from: OTHER }],
      replaced: ["customer_id"],
      refused: [],
    });
  });
});
