import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { inviteMember } from "../members";
import { signInWithOidc } from "./oidc-sign-in";

const db = await testDatabase();
let org: MadeOrganization;

beforeAll(async () => {
  org = await makeOrganization();
});
afterAll(db.close);

const claims = (email: string, more: object = {}) => ({
  iss: "https://login.example.test",
  sub: `sub-of-${email}`,
  email,
  email_verified: true,
  name: "Wilma Plover",
  ...more,
});

describe("single sign-on", () => {
  test("lets an invited person in, and knows them by issuer and subject from then on", async () => {
    await inviteMember(org.context("Admin"), { email: "wilma@example.test", role: "Marketer" });
    const first = await signInWithOidc(claims("wilma@example.test"), Date.now());
    expect(first).not.toBeNull();
    const renamed = await signInWithOidc(
      claims("wilma.new@example.test", { sub: "sub-of-wilma@example.test" }),
      Date.now(),
    );
    expect(renamed).toEqual(first);
    const rows = await db.query("SELECT role FROM membership WHERE member_id = $1", [first?.memberId]);
    expect(rows).toEqual([{ role: "Marketer" }]);
  });

  test.each([
    ["nobody invited", {}],
    ["an e-mail that is not verified", { email: "invited@example.test", email_verified: false }],
    ["an e-mail verified in words only", { email: "invited@example.test", email_verified: "true" }],
    ["no subject", { email: "invited@example.test", sub: "" }],
  ])("refuses %s", async (_, more) => {
    await inviteMember(org.context("Admin"), { email: "invited@example.test", role: "QA" });
    expect(await signInWithOidc(claims("nobody@example.test", more), Date.now())).toBeNull();
  });

  test("never links to a password account by e-mail alone", async () => {
    const [member] = await db.query<{ email: string }>("SELECT email FROM member WHERE id = $1", [
      org.members.Admin.id,
    ]);
    expect(await signInWithOidc(claims(member?.email ?? ""), Date.now())).toBeNull();
  });

  test("uses an invitation once", async () => {
    await inviteMember(org.context("Admin"), { email: "twice@example.test", role: "QA" });
    const both = await Promise.all([
      signInWithOidc(claims("twice@example.test", { sub: "one" }), Date.now()),
      signInWithOidc(claims("twice@example.test", { sub: "two" }), Date.now()).catch(() => null),
    ]);
    expect(both.filter((result) => result !== null)).toHaveLength(1);
  });

  test("refuses an invitation that has expired, and a member who was disabled", async () => {
    await inviteMember(org.context("Admin"), { email: "late@example.test", role: "QA" });
    expect(await signInWithOidc(claims("late@example.test"), Date.now() + 8 * 86_400_000)).toBeNull();
    const member = await signInWithOidc(claims("late@example.test"), Date.now());
    await db.query("UPDATE membership SET disabled_at = 1 WHERE member_id = $1", [member?.memberId]);
    expect(await signInWithOidc(claims("late@example.test"), Date.now())).toBeNull();
  });
});
