import { describe, expect, test } from "vitest";
import { attributeKey } from "../batch";
import { compareAttributeKeys, reservedLabel } from "./attribute-order";

/** As the documentation writes them, in the order of its profile page. */
const RESERVED = [
  ["$Age", "Age"],
  ["$FirstName", "First Name"],
  ["$LastName", "Last Name"],
  ["$Gender", "Gender"],
  ["$Mobile", "Mobile Number"],
  ["$Address", "Address"],
  ["$City", "City"],
  ["$State", "State"],
  ["$Zip", "Zip Code"],
  ["$Country", "Country"],
] as const;

describe("a reserved attribute", () => {
  test.each(RESERVED)("%s is labelled %s, in whatever case it came", (name, label) => {
    for (const sent of [name, name.toLowerCase(), name.toUpperCase()]) {
      expect(reservedLabel(attributeKey(sent))).toBe(label);
    }
  });

  test("is none that a sender named like a part of JavaScript", () => {
    for (const key of ["constructor", "toString", "__proto__", "hasOwnProperty"]) expect(reservedLabel(key)).toBe(null);
  });

  test("stands before all others, in the documented order; those follow from A to Z, each case by itself", () => {
    const reserved = RESERVED.map(([name]) => attributeKey(name));
    const others = ["$agent", "apple", "Apple", "banana", "levelReached", "LevelReached", "zebra", "Ähre"];
    const sorted = [...others, ...reserved].reverse().sort(compareAttributeKeys);
    expect(sorted.slice(0, reserved.length)).toEqual(reserved);
    expect(sorted.slice(reserved.length)).toEqual([
      "$agent",
      "Ähre",
      "apple",
      "Apple",
      "banana",
      "levelReached",
      "LevelReached",
      "zebra",
    ]);
  });
});
