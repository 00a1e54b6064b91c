import { describe, expect, test } from "vitest";
import { parseBasicAuth } from "./basic-auth";

const encode = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

describe("a Basic authorization header", () => {
  test.each([
    [encode("key:secret"), { user: "key", password: "secret" }],
    [encode("key:with:colons"), { user: "key", password: "with:colons" }],
    [encode("key:"), { user: "key", password: "" }],
    [encode("zoë:pässword"), { user: "zoë", password: "pässword" }],
    [`basic ${Buffer.from("key:secret").toString("base64")}`, { user: "key", password: "secret" }],
    [encode("no-colon"), null],
    ["Bearer abc", null],
    ["Basic !!!", null],
    ["", null],
    [undefined, null],
  ])("%s", (header, expected) => {
    expect(parseBasicAuth(header)).toEqual(expected);
  });
});
