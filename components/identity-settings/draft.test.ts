import { describe, expect, test } from "vitest";
import { checkIdentitySettings, type IdentitySettings } from "@/lib/identity/settings";
import { lockedMark, withMark, withoutType, withPlace, withStrategy, withType } from "./draft";

const SETTINGS: IdentitySettings = {
  strategy: "profile_conversion",
  priority: ["customer_id", "other", "email", "ios_idfv"],
  uniqueTypes: ["customer_id"],
  loginTypes: ["customer_id"],
  immutableTypes: ["customer_id"],
};

describe("a draft of identity settings", () => {
  test.each([
    ["up", "email", 1, ["customer_id", "email", "other", "ios_idfv"]],
    ["down", "customer_id", 2, ["other", "email", "customer_id", "ios_idfv"]],
    ["beyond the top", "other", -3, ["other", "customer_id", "email", "ios_idfv"]],
    ["beyond the end", "customer_id", 9, ["other", "email", "ios_idfv", "customer_id"]],
  ])("moves a type %s", (_, type, place, priority) => {
    expect(withPlace(SETTINGS, type, place).priority).toEqual(priority);
  });

  test("takes what a strategy fixes, and the types that it needs into the priority", () => {
    const draft = withStrategy(withoutType(SETTINGS, "email"), "profile_link");
    expect(draft).toEqual({
      strategy: "profile_link",
      priority: ["email", "customer_id", "other", "ios_idfv"],
      uniqueTypes: ["customer_id", "email"],
      loginTypes: ["customer_id", "email"],
      immutableTypes: ["customer_id"],
    });
    expect(withStrategy(draft, "best_match")).toMatchObject({ uniqueTypes: [], loginTypes: [], immutableTypes: [] });
    expect(withStrategy(draft, "profile_conversion")).toEqual({ ...draft, strategy: "profile_conversion" });
  });

  test.each(["default", "profile_conversion", "profile_link", "profile_isolation", "best_match"])(
    "has no problem after choosing %s",
    (strategy) => {
      expect(checkIdentitySettings(withStrategy(withoutType(SETTINGS, "email"), strategy))).toEqual([]);
    },
  );

  test("a type that leaves is marked as nothing; one that joins is the last", () => {
    const without = withoutType(SETTINGS, "customer_id");
    expect(without).toEqual({
      strategy: "profile_conversion",
      priority: ["other", "email", "ios_idfv"],
      uniqueTypes: [],
      loginTypes: [],
      immutableTypes: [],
    });
    expect(withType(without, "customer_id").priority).toEqual(["other", "email", "ios_idfv", "customer_id"]);
  });

  test("immutable goes with unique and login, and leaves with either", () => {
    const immutable = withMark(SETTINGS, "email", "immutableTypes", true);
    expect(immutable).toMatchObject({
      uniqueTypes: ["customer_id", "email"],
      loginTypes: ["customer_id", "email"],
      immutableTypes: ["customer_id", "email"],
    });
    expect(withMark(immutable, "email", "loginTypes", false)).toMatchObject({
      uniqueTypes: ["customer_id", "email"],
      loginTypes: ["customer_id"],
      immutableTypes: ["customer_id"],
    });
    expect(withMark(immutable, "email", "immutableTypes", false).uniqueTypes).toContain("email");
  });

  test.each([
    ["profile_conversion", "email", "uniqueTypes", null],
    ["profile_conversion", "ios_idfv", "uniqueTypes", "device"],
    ["profile_conversion", "ios_idfv", "loginTypes", null],
    ["profile_link", "email", "uniqueTypes", "strategy fixes"],
    ["profile_link", "email", "immutableTypes", null],
    ["profile_link", "other", "immutableTypes", "strategy fixes"],
  ] as const)("under %s, %s as %s is open or says why not", (strategy, type, mark, why) => {
    const locked = lockedMark(withStrategy(SETTINGS, strategy), type, mark);
    if (why === null) expect(locked).toBeNull();
    else expect(locked).toContain(why);
  });
});
