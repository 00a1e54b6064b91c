import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { signInWithPassword } from "../access/sign-in";
import { prisma } from "../prisma";
import { acceptInvite, changeMember, createResetLink, inviteMember, listMembers, readLink, revokeInvite } from ".";

const db = await testDatabase();
let org: MadeOrganization;
let other: MadeOrganization;

beforeAll(async () => {
  org = await makeOrganization();
  other = await makeOrganization();
});
afterAll(db.close);

const PASSWORD = "heron over tin roofs";
const admin = () => org.context("Admin");
const tokenOf = ({ link }: { readonly link: string }) => link.slice(link.lastIndexOf("/") + 1);
const invite = async (email: string, role: "QA" | "Marketer" = "QA") =>
  tokenOf(await inviteMember(admin(), { email, role }));
const accept = (token: string, name = "Ottilie Quern") => acceptInvite({ token, name, password: PASSWORD });
const inviteIdOf = async (email: string) =>
  (await listMembers(admin())).invites.find((one) => one.email === email)?.id ?? 0;
const expireLinks = () => db.query("UPDATE one_time_token SET expires_at = 1 WHERE used_at IS NULL");
const memberRow = async (id: number) =>
  await prisma().membership.findFirstOrThrow({ where: { memberId: id, accountId: org.accountId } });
const auditOf = async (targetId: number, targetType = "member") =>
  await prisma().auditLog.findMany({ where: { targetType, targetId: String(targetId) }, orderBy: { id: "asc" } });

describe("an invitation", () => {
  test("makes a member with its role, who signs in by the password of their choice", async () => {
    const { link } = await inviteMember(admin(), { email: " New.Hand@Example.Test ", role: "Marketer" });
    expect(link).toMatch(/^http.*\/invite\/[\w-]{32}$/);
    const token = tokenOf({ link });
    const accountName = org.context("Admin").accountName;
    expect(await readLink("invite", token)).toEqual({ kind: "invite", email: "new.hand@example.test", accountName });
    expect(await readLink("reset", token)).toBeNull();
    expect((await listMembers(admin())).invites).toMatchObject([{ email: "new.hand@example.test", role: "Marketer" }]);

    expect(await accept(token)).toEqual({ email: "new.hand@example.test" });
    const { members, invites } = await listMembers(admin());
    expect(members).toContainEqual(
      expect.objectContaining({ email: "new.hand@example.test", name: "Ottilie Quern", role: "Marketer" }),
    );
    expect(invites).toEqual([]);
    const signedIn = await signInWithPassword(
      { email: "New.Hand@example.test", password: PASSWORD },
      "10.9.0.1",
      Date.now(),
    );
    expect(signedIn).toMatchObject({ ok: true, sessionVersion: 1 });
  });

  test("works once", async () => {
    const token = await invite("once@example.test");
    await accept(token);
    expect(await readLink("invite", token)).toBeNull();
    await expect(accept(token)).rejects.toMatchObject({ code: "not_found" });
  });

  test("used by two at the same time makes one member", async () => {
    const token = await invite("both@example.test");
    const uses = await Promise.allSettled([accept(token, "First"), accept(token, "Second")]);
    expect(uses.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = uses.find((use) => use.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "not_found" });
    expect(await prisma().member.count({ where: { email: "both@example.test" } })).toBe(1);
  });

  test.each([
    ["unknown", "x".repeat(32)],
    ["empty", ""],
    ["garbled", "'; DROP TABLE member; -- \u{1F987}"],
  ])("with an %s token is none", async (_, token) => {
    expect(await readLink("invite", token)).toBeNull();
    await expect(accept(token)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is none after it expired, and is listed no more", async () => {
    const token = await invite("late@example.test");
    await expireLinks();
    expect(await readLink("invite", token)).toBeNull();
    await expect(accept(token)).rejects.toMatchObject({ code: "not_found" });
    expect(await inviteIdOf("late@example.test")).toBe(0);
  });

  test("replaces an older one to the same e-mail", async () => {
    const older = await invite("again@example.test");
    const newer = await invite("AGAIN@example.test", "Marketer");
    await expect(accept(older)).rejects.toMatchObject({ code: "not_found" });
    await accept(newer);
    const found = (await listMembers(admin())).members.find(({ email }) => email === "again@example.test");
    expect(found?.role).toBe("Marketer");
  });

  test("taken back works no more, and is taken back once", async () => {
    const token = await invite("revoked@example.test");
    const inviteId = await inviteIdOf("revoked@example.test");
    await revokeInvite(admin(), { inviteId });
    await expect(accept(token)).rejects.toMatchObject({ code: "not_found" });
    await expect(revokeInvite(admin(), { inviteId })).rejects.toMatchObject({ code: "not_found" });
    expect((await auditOf(inviteId, "invite")).map(({ action, after, before }) => [action, after ?? before])).toEqual([
      ["member.invite", { email: "revoked@example.test", role: "QA" }],
      ["member.invite.revoke", { email: "revoked@example.test", role: "QA" }],
    ]);
  });

  test("to somebody who is a member is a conflict, whatever the capitals and the organisation", async () => {
    const before = await prisma().oneTimeToken.count();
    for (const email of [org.members.QA.email, org.members.QA.email.toUpperCase(), other.members.User.email]) {
      await expect(invite(email)).rejects.toMatchObject({ code: "conflict", details: { field: "email" } });
    }
    expect(await prisma().oneTimeToken.count()).toBe(before);
  });

  test("leaves no token, password or hash in the audit", async () => {
    const token = await invite("quiet@example.test");
    await accept(token);
    const [row] = await db.query<{ text: string }>("SELECT string_agg(a::text, ' ') AS text FROM audit_log a");
    expect(row?.text).toContain("quiet@example.test");
    const [kept] = await db.query<{ hash: string; password_hash: string }>(
      "SELECT t.hash, m.password_hash FROM one_time_token t JOIN member m USING (email) WHERE t.email = $1",
      ["quiet@example.test"],
    );
    for (const secret of [token, PASSWORD, kept?.hash, kept?.password_hash]) expect(row?.text).not.toContain(secret);
    const [tokens] = await db.query<{ text: string }>("SELECT string_agg(t::text, ' ') AS text FROM one_time_token t");
    expect(tokens?.text).not.toContain(token);
  });
});

describe("a member", () => {
  test("gets another role, is disabled and enabled, each with its row of before and after", async () => {
    const { id } = org.members.User;
    await changeMember(admin(), { memberId: id, role: "QA" });
    expect(await memberRow(id)).toMatchObject({ role: "QA", disabledAt: null });
    await changeMember(admin(), { memberId: id, disabled: true });
    expect((await memberRow(id)).disabledAt).not.toBeNull();
    await changeMember(admin(), { memberId: id, disabled: false, role: "User" });
    expect(await memberRow(id)).toMatchObject({ role: "User", disabledAt: null });
    const rows = await auditOf(id);
    expect(rows.map(({ before, after }) => [before, after])).toEqual([
      [
        { role: "User", disabled: false },
        { role: "QA", disabled: false },
      ],
      [
        { role: "QA", disabled: false },
        { role: "QA", disabled: true },
      ],
      [
        { role: "QA", disabled: true },
        { role: "User", disabled: false },
      ],
    ]);
    expect(rows.every(({ memberId, actor }) => memberId === admin().member.id && actor === admin().member.name)).toBe(
      true,
    );
  });

  test("changed to what they are already leaves no row, and keeps when they were disabled", async () => {
    const { id } = org.members["Read Only"];
    await changeMember(admin(), { memberId: id, disabled: true });
    const { disabledAt } = await memberRow(id);
    const rows = (await auditOf(id)).length;
    await changeMember(admin(), { memberId: id, role: "Read Only", disabled: true });
    expect(await memberRow(id)).toMatchObject({ disabledAt });
    expect(await auditOf(id)).toHaveLength(rows);
  });

  test("with a role that does not exist is refused", async () => {
    const input = { memberId: org.members.QA.id, role: "Owner" as "QA" };
    await expect(changeMember(admin(), input)).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("of another organisation is nobody here", async () => {
    const memberId = other.members.QA.id;
    const rows = (await auditOf(memberId)).length;
    await inviteMember(other.context("Admin"), { email: "theirs@example.test", role: "QA" });
    const theirs = await prisma().oneTimeToken.findFirstOrThrow({ where: { email: "theirs@example.test" } });
    for (const attempt of [
      () => changeMember(admin(), { memberId, role: "Admin" }),
      () => changeMember(admin(), { memberId, disabled: true }),
      () => createResetLink(admin(), { memberId }),
      () => revokeInvite(admin(), { inviteId: theirs.id }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await auditOf(memberId)).toHaveLength(rows);
    expect(await prisma().membership.findFirst({ where: { memberId } })).toMatchObject({
      role: "QA",
      disabledAt: null,
    });
    expect(await prisma().oneTimeToken.count({ where: { id: theirs.id } })).toBe(1);
  });
});

describe("an account", () => {
  test("keeps one of two Admins who demote each other at the same time", async () => {
    const [first, second] = [org.members.Admin.id, org.members["Admin & Compliance"].id];
    await changeMember(admin(), { memberId: second, role: "Admin" });
    const attempts = await Promise.allSettled([
      changeMember(admin(), { memberId: second, role: "QA" }),
      changeMember({ ...org.context("Admin & Compliance"), role: "Admin" }, { memberId: first, disabled: true }),
    ]);
    expect(attempts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = attempts.find((attempt) => attempt.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "conflict" });
    const left = { accountId: org.accountId, role: "Admin", disabledAt: null };
    expect(await prisma().membership.count({ where: left })).toBe(1);
  });

  test("does not let its last Admin go, by any other role or by disabling, and writes nothing", async () => {
    const { id } = other.members.Admin;
    const rows = (await auditOf(id)).length;
    for (const change of [{ role: "Admin & Compliance" as const }, { role: "QA" as const }, { disabled: true }]) {
      const attempt = changeMember(other.context("Admin"), { memberId: id, ...change });
      await expect(attempt).rejects.toMatchObject({ code: "conflict" });
    }
    const membership = await prisma().membership.findFirst({ where: { memberId: id } });
    expect(membership).toMatchObject({ role: "Admin", disabledAt: null });
    expect(await auditOf(id)).toHaveLength(rows);
  });
});
