import { expect, test, vi } from "vitest";
import { oidcClaims } from "./oidc-claims";

const tokenOf = (claims: object) => `head.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;
const TOKEN = { iss: "https://login.example.test", sub: "one" };

test("a token that names the e-mail is enough", async () => {
  const claims = { ...TOKEN, email: "Zoë@example.test", email_verified: true };
  const userinfo = vi.fn();
  expect(await oidcClaims(tokenOf(claims), userinfo)).toEqual(claims);
  expect(userinfo).not.toHaveBeenCalled();
});

test("else the userinfo endpoint tells the rest, and never who it is or who says so", async () => {
  const more = { sub: "one", iss: "https://other.example.test", email: "wilma@example.test", email_verified: true };
  expect(await oidcClaims(tokenOf(TOKEN), async () => more)).toEqual({ ...more, ...TOKEN });
});

test("what it tells of somebody else does not count", async () => {
  const more = { sub: "two", email: "wilma@example.test", email_verified: true };
  expect(await oidcClaims(tokenOf(TOKEN), async () => more)).toEqual(TOKEN);
});
