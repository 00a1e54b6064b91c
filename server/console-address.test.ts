import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { ownConsoleAddress, parseConsoleAddress } from "./console-address";

describe("the console's address", () => {
  test.each([
    ["/run/app/console.sock", { socketPath: "/run/app/console.sock" }],
    ["127.0.0.1:3100", { host: "127.0.0.1", port: 3100 }],
    ["[::1]:3100", { host: "::1", port: 3100 }],
    ["console.internal:80", { host: "console.internal", port: 80 }],
  ])("%s", (text, expected) => {
    expect(parseConsoleAddress(text)).toEqual(expected);
  });

  test.each(["3100", "127.0.0.1", "127.0.0.1:99999", "relative/path.sock"])("%s is refused", (text) => {
    expect(() => parseConsoleAddress(text)).toThrow("CONSOLE_LISTEN");
  });

  test("falls back to the temporary folder when the path would be too long for a socket", () => {
    expect(ownConsoleAddress(`/data/${"deep/".repeat(30)}`).startsWith(tmpdir())).toBe(true);
  });
});
