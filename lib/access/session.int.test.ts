import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { contextFromCookies } from "./session";
import { cookieName, sessionSecret } from "./session-cookie";

const db = await testDatabase();
let org: MadeOrganization;
let other: MadeOrganization;

beforeAll(async () => {
  org = await makeOrganization();
  other = await makeOrganization();
});
afterAll(db.close);

async function cookieOf(memberId: number, options: { version?: number; maxAge?: number; secret?: string } = {}) {
  const { version = 1, maxAge = 60, secret = sessionSecret() } = options;
  const token = await encode({ token: { sub: String(memberId), sv: version }, secret, maxAge });
  return `theme=dark; ${cookieName("session")}=${token}`;
}

describe("the session of a request", () => {
  test("tells who asks, with the role and the workspaces of now", async () => {
    const cookie = await cookieOf(org.members.QA.id);
    const ctx = await contextFromCookies(cookie, "r1");
    expect(ctx).toMatchObject({
      role: "QA",
      accountId: org.accountId,
      requestId: "r1",
      member: { id: org.members.QA.id },
    });
    expect(ctx?.workspaces.map(({ id }) => id)).toEqual(org.workspaces.map(({ id }) => id));
    await db.query("UPDATE membership SET role = 'User' WHERE member_id = $1", [org.members.QA.id]);
    expect(await contextFromCookies(cookie, "r2")).toMatchObject({ role: "User" });
  });

  test.each([
    ["no cookie", async () => null],
    ["another cookie", async () => "theme=dark"],
    ["a cookie that is no token", async () => `${cookieName("session")}=abc`],
    ["an expired session", async () => cookieOf(org.members.Admin.id, { maxAge: -60 })],
    ["a session made under another secret", async () => cookieOf(org.members.Admin.id, { secret: "x".repeat(64) })],
    ["a session older than the last password", async () => cookieOf(org.members.Admin.id, { version: 0 })],
    ["a member who does not exist", async () => cookieOf(999_999)],
  ])("is nobody's with %s", async (_, cookie) => {
    expect(await contextFromCookies(await cookie(), "r")).toBeNull();
  });

  test("is nobody's once the member is disabled, and with a role that nobody knows", async () => {
    const disabled = await cookieOf(org.members.Marketer.id);
    await db.query("UPDATE membership SET disabled_at = 1 WHERE member_id = $1", [org.members.Marketer.id]);
    expect(await contextFromCookies(disabled, "r")).toBeNull();
    const odd = await cookieOf(org.members.Compliance.id);
    await db.query("UPDATE membership SET role = 'Emperor' WHERE member_id = $1", [org.members.Compliance.id]);
    expect(await contextFromCookies(odd, "r")).toBeNull();
  });

  test("chooses the account that holds the workspace, and never one of which the member is none", async () => {
    const id = org.members.User.id;
    const cookie = await cookieOf(id);
    const [theirs] = other.workspaces;
    expect(await contextFromCookies(cookie, "r", theirs.id)).toMatchObject({ accountId: org.accountId });
    await db.query("INSERT INTO membership (member_id, account_id, role, created_at) VALUES ($1, $2, 'Read Only', 1)", [
      id,
      other.accountId,
    ]);
    expect(await contextFromCookies(cookie, "r", theirs.id)).toMatchObject({
      accountId: other.accountId,
      role: "Read Only",
    });
    expect(await contextFromCookies(cookie, "r")).toMatchObject({ accountId: org.accountId, role: "User" });
  });
});
