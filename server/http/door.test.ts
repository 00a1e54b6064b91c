import { describe, expect, test } from "vitest";
import { isMachinePath, rightPlace } from "./door";

describe("the machines' paths", () => {
  test.each([
    "/v1/identify",
    "/v2/events",
    "/v2/bulkevents/",
    "/v3/JS/us1-00/events?x=1",
    "/identity/v1/login",
    "/JS/us1-00/config",
    "/userprofile/v1/1/2/3/4",
    "/oauth/token",
    "/docs/api",
    "/healthz",
    "/metrics",
    "/api/live",
  ])("%s is one", (url) => {
    expect(isMachinePath(url)).toBe(true);
  });

  test.each([
    "/",
    "/login",
    "/v2x",
    "/api/auth/session",
    "/apis",
    "/docs",
    "/activity/users?next=/v2/events",
    "/_next/x",
  ])("%s is the console's", (url) => {
    expect(isMachinePath(url)).toBe(false);
  });
});

describe("a page's host", () => {
  const publicUrl = new URL("http://127.0.0.1:3000");
  test.each([
    ["127.0.0.1:3000", null],
    ["localhost:3000", "http://127.0.0.1:3000/login?a=1"],
    ["[::1]:3000", "http://127.0.0.1:3000/login?a=1"],
    ["evil.example", "refused"],
    ["127.0.0.1.evil.example:3000", "refused"],
    ["not a host", "refused"],
    [undefined, "refused"],
  ])("%s", (host, expected) => {
    expect(rightPlace(host, "/login?a=1", publicUrl)).toBe(expected);
  });

  test("of a public address is not taken for the loopback's", () => {
    expect(rightPlace("localhost:3000", "/login", new URL("https://console.example"))).toBe("refused");
  });
});
