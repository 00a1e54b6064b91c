import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { hashPassword, verifyPassword } from "../access/password";
import type { Role } from "../access/permissions";
import { contextFromCookies } from "../access/session";
import { cookieName, sessionSecret } from "../access/session-cookie";
import { prisma } from "../prisma";
import { changePassword, createResetLink, readLink, resetPassword, savePreferences } from ".";

const db = await testDatabase();
let org: MadeOrganization;

const OLD = "first things first";
const NEXT = "second thoughts now";

beforeAll(async () => {
  org = await makeOrganization();
  await db.query("UPDATE member SET password_hash = $1", [await hashPassword(OLD)]);
});
afterAll(db.close);

async function cookieOf(role: Role) {
  const { id } = org.members[role];
  const { sessionVersion } = await prisma().member.findUniqueOrThrow({ where: { id } });
  const token = await encode({ token: { sub: String(id), sv: sessionVersion }, secret: sessionSecret(), maxAge: 60 });
  return `${cookieName("session")}=${token}`;
}
const linkFor = async (role: Role) => {
  const { link } = await createResetLink(org.context("Admin"), { memberId: org.members[role].id });
  expect(link).toMatch(/^http.*\/reset\/[\w-]{32}$/);
  return link.slice(link.lastIndexOf("/") + 1);
};
const reset = (token: string, password = NEXT) => resetPassword({ token, password });
const hasPassword = async (role: Role, password: string) => {
  const { passwordHash } = await prisma().member.findUniqueOrThrow({ where: { id: org.members[role].id } });
  return await verifyPassword(passwordHash ?? "", password);
};

describe("a reset link", () => {
  test("sets a new password once and ends the sessions of before", async () => {
    const cookie = await cookieOf("QA");
    expect(await contextFromCookies(cookie, "r")).toMatchObject({ role: "QA" });
    const token = await linkFor("QA");
    expect(await readLink("reset", token)).toMatchObject({ kind: "reset", email: org.members.QA.email });
    expect(await readLink("invite", token)).toBeNull();
    expect(await reset(token)).toEqual({ email: org.members.QA.email });
    expect(await contextFromCookies(cookie, "r")).toBeNull();
    expect(await contextFromCookies(await cookieOf("QA"), "r")).toMatchObject({ role: "QA" });
    expect(await hasPassword("QA", NEXT)).toBe(true);
    expect(await readLink("reset", token)).toBeNull();
    await expect(reset(token, "third time lucky")).rejects.toMatchObject({ code: "not_found" });
    expect(await hasPassword("QA", NEXT)).toBe(true);
  });

  test("stops working when a newer one is made, when it expires, and with too short a password stays unused", async () => {
    const older = await linkFor("User");
    const newer = await linkFor("User");
    await expect(reset(older)).rejects.toMatchObject({ code: "not_found" });
    await expect(reset(newer, "short")).rejects.toMatchObject({ code: "invalid_input" });
    expect(await readLink("reset", newer)).not.toBeNull();
    await db.query("UPDATE one_time_token SET expires_at = 1 WHERE used_at IS NULL");
    await expect(reset(newer)).rejects.toMatchObject({ code: "not_found" });
    expect(await hasPassword("User", OLD)).toBe(true);
  });

  test("used by two at the same time sets one password", async () => {
    const token = await linkFor("Marketer");
    const before = await prisma().member.findUniqueOrThrow({ where: { id: org.members.Marketer.id } });
    const uses = await Promise.allSettled([reset(token, "the one of the two"), reset(token, "the other of the two")]);
    expect(uses.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const after = await prisma().member.findUniqueOrThrow({ where: { id: org.members.Marketer.id } });
    expect(after.sessionVersion).toBe(before.sessionVersion + 1);
  });

  test("is not made for somebody who signs in elsewhere", async () => {
    const memberId = org.members.Compliance.id;
    await db.query("UPDATE member SET oidc_issuer = 'https://id.example.test', oidc_subject = 's1' WHERE id = $1", [
      memberId,
    ]);
    await expect(createResetLink(org.context("Admin"), { memberId })).rejects.toMatchObject({ code: "conflict" });
    expect(await prisma().oneTimeToken.count({ where: { memberId } })).toBe(0);
  });

  test("leaves a row of who made it for whom, and no token or password in any row", async () => {
    const token = await linkFor("Support Access");
    await reset(token);
    const { id } = org.members["Support Access"];
    const rows = await prisma().auditLog.findMany({ where: { targetId: String(id) } });
    expect(rows).toMatchObject([{ action: "member.reset_link", memberId: org.members.Admin.id, targetType: "member" }]);
    const [all] = await db.query<{ text: string }>("SELECT string_agg(a::text, ' ') AS text FROM audit_log a");
    for (const secret of [token, NEXT, OLD, "$argon2"]) expect(all?.text).not.toContain(secret);
  });
});

describe("a member's own password", () => {
  test("is changed by who knows the current one, and ends the sessions of before", async () => {
    const cookie = await cookieOf("Audiences Only");
    const ctx = org.context("Audiences Only");
    await changePassword(ctx, { current: OLD, next: NEXT });
    expect(await contextFromCookies(cookie, "r")).toBeNull();
    expect(await hasPassword("Audiences Only", NEXT)).toBe(true);
    await expect(changePassword(ctx, { current: OLD, next: NEXT })).rejects.toMatchObject({
      code: "invalid_input",
      details: { field: "current" },
    });
  });

  test("can't be guessed quickly, and the guesses of one member slow down no other", async () => {
    const ctx = org.context("Read Only");
    const guess = () => changePassword(ctx, { current: "a wrong guess", next: NEXT }).catch((error: unknown) => error);
    const answers: unknown[] = [];
    for (let guesses = 0; guesses < 8; guesses++) answers.push(await guess());
    expect(answers[0]).toMatchObject({ code: "invalid_input" });
    expect(answers).toContainEqual(expect.objectContaining({ code: "rate_limited" }));
    await db.query("UPDATE sign_in_throttle SET allowed_at = allowed_at + 60000");
    await expect(changePassword(ctx, { current: OLD, next: NEXT })).rejects.toMatchObject({ code: "rate_limited" });
    expect(await hasPassword("Read Only", OLD)).toBe(true);
    await changePassword(org.context("Admin"), { current: OLD, next: NEXT });
    await db.query("UPDATE sign_in_throttle SET allowed_at = 0");
    await changePassword(ctx, { current: OLD, next: NEXT });
    expect(await hasPassword("Read Only", NEXT)).toBe(true);
  });

  test("is none for somebody who signs in elsewhere", async () => {
    const { id } = org.members["Admin & Compliance"];
    await db.query("UPDATE member SET password_hash = NULL WHERE id = $1", [id]);
    const ctx = org.context("Admin & Compliance");
    await expect(changePassword(ctx, { current: OLD, next: NEXT })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a member's preferences", () => {
  test("are saved as far as given, and are there at the next request", async () => {
    const ctx = org.context("Marketer");
    await savePreferences(ctx, { theme: "dark", timeZone: "workspace" });
    await savePreferences(ctx, { name: "  Wilmot Sedge " });
    const found = await contextFromCookies(await cookieOf("Marketer"), "r");
    expect(found?.member).toMatchObject({ name: "Wilmot Sedge", theme: "dark", timeZone: "workspace" });
  });

  test("that do not exist are refused and change nothing", async () => {
    const ctx = org.context("Marketer");
    await savePreferences(ctx, { theme: "dark" });
    for (const wrong of [{ theme: "sepia" as "dark" }, { timeZone: "Mars/Olympus" as "utc" }, { name: " " }]) {
      await expect(savePreferences(ctx, wrong)).rejects.toMatchObject({ code: "invalid_input" });
    }
    const found = await contextFromCookies(await cookieOf("Marketer"), "r");
    expect(found?.member).toMatchObject({ theme: "dark" });
  });
});
