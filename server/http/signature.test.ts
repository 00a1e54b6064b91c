import { describe, expect, test } from "vitest";
import { isSignedBy, parseSignatureDate, type Signed } from "./signature";

const SECRET = Buffer.from("a secret with a päss");
const REQUEST: Signed = {
  method: "POST",
  date: "20170712T224127Z",
  path: "/v1/identify?read_only=true",
  body: Buffer.from('{"known_identities":{"email":"søren@example.test"}}'),
};
/** Made by: printf 'POST\n20170712T224127Z\n/v1/identify?read_only=true{…}' | openssl dgst -sha256 -hmac '…' */
const SIGNATURE = "260a60e8ca239d79de773a6927f582c3e66484e5b302c2a6b7943728e8fec9e9";

describe("a signature", () => {
  test("is the one that openssl makes", () => {
    expect(isSignedBy(SECRET, REQUEST, SIGNATURE)).toBe(true);
  });

  test.each<[string, Partial<Signed>]>([
    ["method", { method: "GET" }],
    ["date", { date: "20170712T224128Z" }],
    ["path", { path: "/v1/identify" }],
    ["body", { body: Buffer.from("{}") }],
  ])("is not that of another %s", (_, change) => {
    expect(isSignedBy(SECRET, { ...REQUEST, ...change }, SIGNATURE)).toBe(false);
  });

  test("is lower-case hex of the whole length", () => {
    for (const other of [SIGNATURE.toUpperCase(), SIGNATURE.slice(1), `${SIGNATURE}0`, "", "ø".repeat(32)]) {
      expect(isSignedBy(SECRET, REQUEST, other)).toBe(false);
    }
  });
});

describe("the date of a signature", () => {
  test.each([
    ["20170712T224127Z", Date.UTC(2017, 6, 12, 22, 41, 27)],
    ["2017-07-12T22:41:27Z", Date.UTC(2017, 6, 12, 22, 41, 27)],
    ["2017-07-12T22:41:27.5Z", Date.UTC(2017, 6, 12, 22, 41, 27)],
    ["20171312T224127Z", null],
    ["20170712T224127", null],
    ["Wed, 12 Jul 2017 22:41:27 GMT", null],
    ["", null],
  ])("%s is %s", (text, ms) => {
    expect(parseSignatureDate(text)).toBe(ms);
  });
});
