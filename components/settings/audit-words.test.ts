import { describe, expect, test } from "vitest";
import { actionWords, changedFields, fieldWords } from "./audit-words";

describe("a change in words", () => {
  test("holds the fields that differ, and which side is missing", () => {
    expect(changedFields({ a: 1, b: [1], gone: true }, { a: 1, b: [2], made: null })).toEqual([
      { name: "b", before: [1], after: [2] },
      { name: "gone", before: true },
      { name: "made", after: null },
    ]);
    expect(changedFields(null, { name: "Tills" })).toEqual([{ name: "name", after: "Tills" }]);
    expect(changedFields(null, null)).toEqual([]);
  });

  test("names fields and actions for people, and unknown actions as they are", () => {
    expect(fieldWords("protectionLevel")).toBe("protection level");
    expect(fieldWords("role")).toBe("role");
    expect(actionWords("input.key.rotate")).toBe("Key rotated");
    expect(actionWords("output.create")).toBe("output.create");
  });
});
