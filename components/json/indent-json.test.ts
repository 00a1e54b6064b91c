import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { indentJson } from "./indent-json";

describe("indenting JSON text", () => {
  test("keeps 64-bit integers digit by digit", () => {
    expect(indentJson('{"mpid":-9223372036854775808,"n":[1.50,1e400]}')).toBe(
      '{\n  "mpid": -9223372036854775808,\n  "n": [\n    1.50,\n    1e400\n  ]\n}',
    );
  });

  test("leaves strings alone, whatever they hold", () => {
    expect(indentJson('{"a":"{\\"b\\": [1,2]}\\\\","c":""}')).toBe('{\n  "a": "{\\"b\\": [1,2]}\\\\",\n  "c": ""\n}');
  });

  test("keeps empty objects and lists on one line", () => {
    expect(indentJson('{"a":{ },"b":[\n]}')).toBe('{\n  "a": {},\n  "b": []\n}');
  });

  test("does as JSON.stringify does for every value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  test.each(['{"a":', '"open', "]]", "not json, at all", ""])("gives back text for %j", (text) => {
    expect(indentJson(text).replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
  });
});
