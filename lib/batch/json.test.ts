import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CodedError } from "../errors";
import { parseJson, stringifyJson } from "./json";

const bytes = (text: string) => new TextEncoder().encode(text);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
  return "none";
}

describe("parseJson", () => {
  test.each([
    ["7346244611012968789", 7346244611012968789n],
    ["-8921341234567890123", -8921341234567890123n],
    ["9223372036854775807", 9223372036854775807n],
    ["-9223372036854775808", -9223372036854775808n],
    ["9007199254740993", 9007199254740993n],
    ["9007199254740991", 9007199254740991],
    ["1732412345678", 1732412345678],
    ["0.30000000000000004", 0.30000000000000004],
    ["1.5e3", 1500],
    ["9223372036854775808", "9223372036854775808"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    ["1e400", "1e400"],
    ["1e18", 1000000000000000000n],
    ["1e20", 100000000000000000000],
    ["100000000000000000000", 100000000000000000000],
  ])("reads the number %s exactly or keeps its text", (literal, expected) => {
    expect(parseJson(`{"a":${literal},"b":"x"}`)).toEqual({ a: expected, b: "x" });
  });

  test("does not mistake digits inside strings for numbers", () => {
    expect(parseJson('{"mpid":"-8921341234567890123","q":"\\"9007199254740993"}')).toEqual({
      mpid: "-8921341234567890123",
      q: '"9007199254740993',
    });
  });

  test.each([
    ["without large numbers", '{"a":1,"a":2}', 2],
    ["with large numbers", '{"a":9007199254740993,"a":9007199254740995}', 9007199254740995n],
  ])("lets the last of repeated keys count, %s", (_, text, expected) => {
    expect(parseJson(text)).toEqual({ a: expected });
  });

  test.each(["", "{", "[1,]", '{"a"}', "nul", '{"a":9007199254740993', "\u0000", "01", '"\u0001"'])(
    "refuses %j as invalid input",
    (text) => {
      expect(codeOf(() => parseJson(text))).toBe("invalid_input");
      expect(codeOf(() => parseJson(bytes(text)))).toBe("invalid_input");
    },
  );

  test("never quotes the text in its message", () => {
    expect(() => parseJson('{"email": ada@example.com}')).toThrow(/^The body is not valid JSON\.$/);
  });

  test.each([
    [64, "none"],
    [65, "invalid_input"],
    [100_000, "invalid_input"],
  ])("nested %i deep: %s", (depth, code) => {
    expect(codeOf(() => parseJson("[".repeat(depth) + "]".repeat(depth)))).toBe(code);
    expect(codeOf(() => parseJson(`${'{"a":'.repeat(depth)}9007199254740993${"}".repeat(depth)}`))).toBe(code);
  });

  test("does not count brackets inside strings", () => {
    expect(parseJson(`["${"[{".repeat(500)}\\"["]`)).toEqual([`${"[{".repeat(500)}"[`]);
  });

  test("skips a byte order mark and replaces invalid UTF-8", () => {
    expect(parseJson(bytes('\ufeff{"a":1}'))).toEqual({ a: 1 });
    expect(parseJson('\ufeff{"a":1}')).toEqual({ a: 1 });
    expect(parseJson(Uint8Array.of(0x22, 0xff, 0x22))).toBe("\ufffd");
  });

  test.each(['{"__proto__":{"isAdmin":true}}', '{"__proto__":{"isAdmin":true},"n":9007199254740993}'])(
    "leaves the prototypes of other objects alone: %s",
    (text) => {
      parseJson(text);
      expect("isAdmin" in {}).toBe(false);
    },
  );
});

describe("parseJson and stringifyJson", () => {
  const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const normal = (n: bigint) => (Number.isSafeInteger(Number(n)) ? Number(n) : n);
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.string({ unit: "binary" }),
      int64.map(normal),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Number.isInteger(n) ? 0 : n)),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("tree"), { maxLength: 5 }),
      fc.dictionary(
        fc.string().filter((key) => key !== "__proto__"),
        tie("tree"),
        { maxKeys: 5, noNullPrototype: true },
      ),
    ),
  }));

  test("give back what they were given, 64-bit integers included", () => {
    fc.assert(
      fc.property(tree, (value) => {
        const text = stringifyJson(value);
        expect(parseJson(text)).toEqual(value);
        expect(stringifyJson(parseJson(bytes(text)))).toBe(text);
      }),
    );
  });
});
