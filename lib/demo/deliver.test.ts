import { expect, test } from "vitest";
import { endOfCall } from "./deliver";
import type { BrowserRequest, Send } from "./send";

const from = (memory: string, kind: BrowserRequest["kind"]): Send => ({
  input: "web",
  at: 0,
  body: "{}",
  browser: { kind, memory, ip: "198.51.100.7" },
});
const batch: Send = { input: "till", at: 0, body: "{}" };
const nobody = new Map<string, string>();
const known = new Map([["a", "7"]]);

test.each<[string, Send[], ReadonlyMap<string, string>, number]>([
  ["a browser without an MPID waits for it", [from("a", "identify"), batch, from("a", "batch"), batch], nobody, 2],
  ["a browser that has one does not", [from("a", "identify"), from("a", "batch")], known, 2],
  ["but it does after a login", [from("a", "login"), from("a", "batch")], known, 1],
  ["and after a logout", [from("a", "logout"), from("a", "identify")], known, 1],
  ["nobody waits for another browser", [from("b", "identify"), from("a", "batch")], known, 2],
  ["a call takes a hundred", Array<Send>(250).fill(batch), nobody, 100],
])("%s", (_, sends, mpids, end) => {
  expect(endOfCall(sends, 0, mpids)).toBe(end);
});
