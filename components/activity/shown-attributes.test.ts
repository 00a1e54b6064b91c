import { describe, expect, test } from "vitest";
import { compareAttributeKeys } from "@/lib/profile/attribute-order";
import type { AccountAttributeFact, AttributeFact } from "@/lib/profile/view-types";
import { shownAttributes } from "./shown-attributes";

const own = (key: string, value = "w") => ({ key, label: null, value, tier: 4, updatedAt: 1 }) as AttributeFact;
const account = (key: string): AccountAttributeFact => ({ key, label: null, value: "a", setBy: "Marit", updatedAt: 2 });

describe("the attributes that are shown", () => {
  test("hold each key once, an account-level value in the place of what it hides", () => {
    const shown = shownAttributes(
      [account("club"), account("$city")],
      [own("zoo"), own("club", "x")],
      compareAttributeKeys,
    );
    expect(shown.map(({ level, fact }) => [fact.key, level])).toEqual([
      ["$city", "account"],
      ["club", "account"],
      ["zoo", "workspace"],
    ]);
    expect(shown.map((one) => (one.level === "account" ? (one.hides?.value ?? null) : undefined))).toEqual([
      null,
      "x",
      undefined,
    ]);
  });

  test("of nobody are none", () => {
    expect(shownAttributes([], [], compareAttributeKeys)).toEqual([]);
  });
});
