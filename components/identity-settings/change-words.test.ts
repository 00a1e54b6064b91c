import { describe, expect, test } from "vitest";
import type { IdentitySettings } from "@/lib/identity/settings";
import { listed, settingsChanges } from "./change-words";

const BEFORE: IdentitySettings = {
  strategy: "default",
  priority: ["customer_id", "email", "other", "ios_idfv", "android_uuid"],
  uniqueTypes: ["customer_id"],
  loginTypes: ["customer_id"],
  immutableTypes: [],
};
const changes = (change: Partial<IdentitySettings>) => settingsChanges(BEFORE, { ...BEFORE, ...change });

describe("a change of identity settings in words", () => {
  test.each<[string, Partial<IdentitySettings>, string[]]>([
    ["nothing", {}, []],
    ["the order of marks only", { uniqueTypes: ["customer_id"] }, []],
    ["a strategy", { strategy: "profile_link" }, ["Strategy Default → Profile link"]],
    [
      "one type that moves up, not all that it passes",
      { priority: ["ios_idfv", "customer_id", "email", "other", "android_uuid"] },
      ["IDFV from place 4 to 1"],
    ],
    [
      "one type that moves down",
      { priority: ["email", "other", "ios_idfv", "android_uuid", "customer_id"] },
      ["Customer ID from place 1 to 5"],
    ],
    [
      "of two neighbours the one that moves up",
      { priority: ["customer_id", "other", "email", "ios_idfv", "android_uuid"] },
      ["Other from place 3 to 2"],
    ],
    [
      "two that move",
      { priority: ["android_uuid", "customer_id", "other", "email", "ios_idfv"] },
      ["Android Device ID from place 5 to 1", "Email from place 2 to 4"],
    ],
    [
      "types that join and leave, without those that only close ranks",
      { priority: ["customer_id", "google", "other", "ios_idfv", "android_uuid"] },
      ["Google joins the look-up at place 2", "Email leaves the look-up"],
    ],
    [
      "marks",
      { uniqueTypes: ["email"], loginTypes: ["customer_id", "email"], immutableTypes: ["email"] },
      [
        "Email becomes unique",
        "Customer ID is no longer unique",
        "Email becomes a login type",
        "Email becomes immutable",
      ],
    ],
  ])("tells %s", (_, change, words) => {
    expect(changes(change)).toEqual(words);
  });

  test("names a few types and counts the rest", () => {
    expect(listed(["email"])).toBe("Email");
    expect(listed(["email", "other"])).toBe("Email and Other");
    expect(listed(["email", "other", "google", "yahoo", "twitter"])).toBe("Email, Other, Google and 2 more");
  });
});
