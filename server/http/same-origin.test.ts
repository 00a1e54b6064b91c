import { describe, expect, test } from "vitest";
import { isSameOrigin } from "./same-origin";

const origin = "http://127.0.0.1:3000";

describe("the origin check", () => {
  test.each([
    ["GET", {}, true],
    ["POST", {}, false],
    ["POST", { origin }, true],
    ["GET", { origin: "http://127.0.0.1:3001" }, false],
    ["POST", { origin: "http://127.0.0.1:3001" }, false],
    ["POST", { origin: "null" }, false],
    ["POST", { "sec-fetch-site": "same-origin" }, true],
    ["GET", { "sec-fetch-site": "cross-site" }, false],
    ["GET", { "sec-fetch-site": "same-site" }, false],
    ["GET", { "sec-fetch-site": "none" }, true],
    ["POST", { "sec-fetch-site": "none" }, false],
  ])("of %s with %o answers %s", (method, headers, expected) => {
    expect(isSameOrigin({ method, headers }, origin)).toBe(expected);
  });
});
