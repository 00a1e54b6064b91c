import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { hashPassword } from "./password";
import { signInWithPassword } from "./sign-in";

const db = await testDatabase();
const PASSWORD = "correct horse battery";
const NOW = Date.UTC(2026, 10, 24);
let org: MadeOrganization;

beforeAll(async () => {
  org = await makeOrganization();
  await db.query("UPDATE member SET password_hash = $1", [await hashPassword(PASSWORD)]);
});
afterAll(db.close);

const wrong = { ok: false, reason: "wrong" };
const emailOf = (role: "Admin" | "User" | "QA" | "Marketer" | "Compliance") => org.members[role].email;

describe("signing in by password", () => {
  test("knows a member, in whatever case the e-mail is typed", async () => {
    const email = emailOf("Admin").toUpperCase();
    expect(await signInWithPassword({ email, password: PASSWORD }, "192.0.2.1", NOW)).toEqual({
      ok: true,
      memberId: org.members.Admin.id,
      sessionVersion: 1,
    });
  });

  test.each([
    ["a wrong password", { email: "ADMIN", password: "wrong" }],
    ["an unknown e-mail", { email: "nobody@example.test", password: PASSWORD }],
    ["an empty password", { email: "ADMIN", password: "" }],
    ["no object at all", null],
    ["a body of other types", { email: 7, password: ["x"] }],
  ])("answers the same for %s", async (_, input) => {
    const typed = input && input.email === "ADMIN" ? { ...input, email: emailOf("Admin") } : input;
    expect(await signInWithPassword(typed, "192.0.2.2", NOW)).toEqual(wrong);
  });

  test("refuses a member who is disabled, and one without a password", async () => {
    await db.query("UPDATE membership SET disabled_at = 1 WHERE member_id = $1", [org.members.User.id]);
    await db.query("UPDATE member SET password_hash = NULL WHERE id = $1", [org.members.QA.id]);
    expect(await signInWithPassword({ email: emailOf("User"), password: PASSWORD }, "192.0.2.3", NOW)).toEqual(wrong);
    expect(await signInWithPassword({ email: emailOf("QA"), password: PASSWORD }, "192.0.2.3", NOW)).toEqual(wrong);
  });
});

describe("failures", () => {
  const fail = (email: string, address: string, now: number) =>
    signInWithPassword({ email, password: "no" }, address, now);

  test("make the next attempts wait, longer each time, also with the right password", async () => {
    const email = emailOf("Marketer");
    for (let n = 0; n < 4; n += 1) expect(await fail(email, "192.0.2.10", NOW)).toEqual(wrong);
    expect(await signInWithPassword({ email, password: PASSWORD }, "192.0.2.10", NOW + 500)).toEqual({
      ok: false,
      reason: "wait",
      waitMs: 500,
    });
    expect(await fail(email, "192.0.2.10", NOW + 1_000)).toEqual(wrong);
    expect(await fail(email, "192.0.2.10", NOW + 1_000)).toEqual({ ok: false, reason: "wait", waitMs: 2_000 });
  });

  test("of strangers keep the owner out for seconds at most", async () => {
    const email = emailOf("Compliance");
    let now = NOW;
    for (let n = 0; n < 40; n += 1) {
      const result = await fail(email, `198.51.100.${n}`, now);
      if (!result.ok && result.reason === "wait") now += result.waitMs;
    }
    const blocked = await signInWithPassword({ email, password: PASSWORD }, "192.0.2.20", now);
    const waitMs = !blocked.ok && blocked.reason === "wait" ? blocked.waitMs : 0;
    expect(waitMs).toBeLessThanOrEqual(4_000);
    expect(await signInWithPassword({ email, password: PASSWORD }, "192.0.2.20", now + waitMs)).toMatchObject({
      ok: true,
    });
  });

  test("of an address count for every e-mail, and are forgotten after an hour", async () => {
    for (let n = 0; n < 4; n += 1) await fail(`stranger${n}@example.test`, "192.0.2.30", NOW);
    expect(await fail("another@example.test", "192.0.2.30", NOW)).toMatchObject({ reason: "wait" });
    expect(await fail("another@example.test", "192.0.2.30", NOW + 3_700_000)).toEqual(wrong);
    expect(await fail("another@example.test", "192.0.2.30", NOW + 3_700_000)).toEqual(wrong);
  });

  test("are kept without e-mail and address", async () => {
    const rows = await db.query<{ key: string }>("SELECT key FROM sign_in_throttle");
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ key }) => key.includes("@") || key.includes("192.0.2"))).toEqual([]);
  });
});
