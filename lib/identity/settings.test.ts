import { describe, expect, test } from "vitest";
import { DEFAULT_PRIORITY } from "../batch";
import { identityProblemSentence } from "../explain/identity-problems";
import { STRATEGY_LABELS } from "../explain/labels";
import {
  checkIdentitySettings,
  fixedTypes,
  type IdentityProblem,
  type IdentitySettings,
  isAliasAvailable,
  isEphemeral,
  isLoggedIn,
  LOOKUP_TYPES,
  STRATEGY_NAMES,
} from "./settings";

const CONVERSION: IdentitySettings = {
  strategy: "profile_conversion",
  priority: ["customer_id", "email", "ios_idfv"],
  uniqueTypes: ["customer_id", "email"],
  loginTypes: ["customer_id", "email"],
  immutableTypes: [],
};
const codes = (more: Partial<IdentitySettings>) =>
  checkIdentitySettings({ ...CONVERSION, ...more }).map(({ code, ...about }) =>
    "type" in about ? [code, about.field, about.type] : [code, about.field],
  );

describe("what is fixed under a strategy", () => {
  test.each<[string, string[] | null, boolean, boolean]>([
    // strategy, fixed types, alias available, anonymous profiles are ephemeral
    ["default", ["customer_id"], true, false],
    ["profile_conversion", null, true, false],
    ["profile_link", ["customer_id", "email"], true, true],
    ["profile_isolation", ["customer_id", "email"], false, true],
    ["best_match", [], false, false],
  ])("%s", (strategy, types, alias, ephemeral) => {
    expect(fixedTypes(strategy)).toEqual(types);
    expect(isAliasAvailable(strategy)).toBe(alias);
    expect(isEphemeral(strategy, false)).toBe(ephemeral);
    expect(isEphemeral(strategy, true)).toBe(false);
    const settings = { strategy, priority: DEFAULT_PRIORITY, uniqueTypes: types ?? [], loginTypes: types ?? [] };
    expect(checkIdentitySettings({ ...settings, immutableTypes: [] })).toEqual([]);
  });

  test("there are these five, each with a name for screens, and no other", () => {
    expect(STRATEGY_NAMES).toHaveLength(5);
    expect(Object.keys(STRATEGY_LABELS)).toEqual(STRATEGY_NAMES);
    expect(() => isAliasAvailable("constructor")).toThrow("constructor");
  });
});

test("a user is logged in while the record has a login value", () => {
  const email = [{ v: "ed@example.test", f: 1, u: 1 }];
  expect(isLoggedIn({ email }, CONVERSION)).toBe(true);
  expect(isLoggedIn({ email }, { ...CONVERSION, loginTypes: ["customer_id"] })).toBe(false);
  expect(isLoggedIn({ email }, { ...CONVERSION, loginTypes: [] })).toBe(false);
});

describe("settings that can't be used", () => {
  test.each<[string, Partial<IdentitySettings>, string[][]]>([
    ["a strategy that is none", { strategy: "guess" }, [["unknown_strategy", "strategy"]]],
    ["an empty priority", { priority: [], uniqueTypes: [], loginTypes: [] }, [["priority_empty", "priority"]]],
    ["a repeat", { priority: ["customer_id", "email", "customer_id"] }, [["type_repeated", "priority", "customer_id"]]],
    [
      "a type that is none",
      { priority: ["customer_id", "email", "shoe_size"] },
      [["type_unknown", "priority", "shoe_size"]],
    ],
    [
      "a type that looks nobody up",
      { priority: ["customer_id", "email", "push_token"] },
      [["type_not_lookup", "priority", "push_token"]],
    ],
    [
      "unique, login and immutable types outside the priority",
      { priority: ["ios_idfv"], uniqueTypes: ["email"], loginTypes: ["email"], immutableTypes: ["email"] },
      [
        ["type_not_in_priority", "uniqueTypes", "email"],
        ["type_not_in_priority", "loginTypes", "email"],
        ["type_not_in_priority", "immutableTypes", "email"],
      ],
    ],
    ["a unique device", { uniqueTypes: ["ios_idfv"] }, [["device_not_unique", "uniqueTypes", "ios_idfv"]]],
    [
      "an immutable type that is neither unique nor a login type",
      { uniqueTypes: [], loginTypes: [], immutableTypes: ["email"] },
      [
        ["immutable_not_unique", "immutableTypes", "email"],
        ["immutable_not_login", "immutableTypes", "email"],
      ],
    ],
    [
      "other types than the strategy's",
      { strategy: "default" },
      [
        ["types_fixed", "uniqueTypes"],
        ["types_fixed", "loginTypes"],
      ],
    ],
    ["any unique type under best match", { strategy: "best_match", loginTypes: [] }, [["types_fixed", "uniqueTypes"]]],
    [
      "too few of the strategy's types",
      { strategy: "profile_link", uniqueTypes: ["customer_id"] },
      [["types_fixed", "uniqueTypes"]],
    ],
  ])("%s", (_, more, expected) => {
    expect(codes(more)).toEqual(expected);
  });

  test("nothing is wrong with a conversion of one's own choice, nor with an immutable type", () => {
    expect(codes({})).toEqual([]);
    expect(codes({ uniqueTypes: ["email"], loginTypes: ["customer_id", "ios_idfv"] })).toEqual([]);
    expect(
      codes({ strategy: "profile_link", uniqueTypes: ["email", "customer_id"], immutableTypes: ["email"] }),
    ).toEqual([]);
  });

  test("every look-up type may stand in the priority", () => {
    expect(codes({ priority: LOOKUP_TYPES })).toEqual([]);
  });

  test.each<[IdentityProblem, string]>([
    [{ code: "unknown_strategy", field: "strategy" }, "There is no such identity strategy."],
    [
      { code: "types_fixed", field: "loginTypes", types: ["customer_id", "email"] },
      "This strategy fixes the login types: Customer ID, Email.",
    ],
    [{ code: "types_fixed", field: "uniqueTypes", types: [] }, "This strategy has no unique types."],
    [
      { code: "type_not_in_priority", field: "immutableTypes", type: "email" },
      "Email is among the immutable types, so it must stand in the priority.",
    ],
    [{ code: "type_repeated", field: "priority", type: "email" }, "Email stands twice in the priority."],
  ])("%j in words", (problem, sentence) => {
    expect(identityProblemSentence(problem)).toBe(sentence);
  });
});
