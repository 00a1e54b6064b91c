import { describe, expect, test } from "vitest";
import { loggedPath } from "./redact";

describe("the path in a log", () => {
  test.each([
    ["/v2/events", "/v2/events"],
    ["/activity/users?q=zoe%40example.test", "/activity/users"],
    ["/activity/users/-7346244611012968789/events", "/activity/users/-7346244611012968789/events"],
    ["/v3/JS/us1-0123456789abcdef0123456789abcdef/events", "/v3/JS/:redacted/events"],
    ["/invite/Zm9yIHRoZSBmaXJzdCB0aW1lIGV2ZXI", "/invite/:redacted"],
    ["/u/zoe@example.test", "/u/:redacted"],
    ["/u/zoe%40example.test", "/u/:redacted"],
  ])("of %s is %s", (url, path) => {
    expect(loggedPath(url)).toBe(path);
  });
});
