import fc from "fast-check";
import { expect, test } from "vitest";
import { countBatches } from "./count-batches";

const count = (text: string) => countBatches(Buffer.from(text));

test.each<[string, number]>([
  ["[]", 1],
  ["[{}]", 1],
  ["[{},{}]", 2],
  ['  \n[ {"events":[1,2,3]} , {"a":{"b":[{},{}],"c":1}} ,{}]', 3],
  ['[{"a":",],[,\\",,{\\\\"},{}]', 2],
  ['[",\\\\",{}]', 2],
  ["", 1],
  ["{", 1],
  ['{"a":1,"b":2,"c":3}', 1],
  ['["unended,,,', 1],
  [`[${"0,".repeat(500)}0]`, 100],
])("%s holds %i", (text, expected) => {
  expect(count(text)).toBe(expected);
});

test("counts what JSON.parse would find, up to a request's most", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 120 }), fc.constantFrom(0, 2), (list, spaces) => {
      expect(count(JSON.stringify(list, null, spaces))).toBe(Math.min(100, list.length));
    }),
  );
});
