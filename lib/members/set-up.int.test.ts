import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { contextOf } from "../access/session";
import { signInWithPassword } from "../access/sign-in";
import { prisma } from "../prisma";
import { createSetupToken, needsSetUp, setUp } from ".";

const db = await testDatabase();
afterAll(db.close);

const PASSWORD = "lantern by the weir";
const form = (token: string) => ({
  token,
  organization: "Hollowmere Goods",
  workspace: "Counter",
  name: "Isolde Fenn",
  email: "Isolde@Hollowmere.test",
  password: PASSWORD,
});
const everybody = () => prisma().member.count();
const newToken = async () => {
  const token = await createSetupToken(Date.now());
  if (!token) throw new Error("There is a member already.");
  return token;
};

describe("an empty installation", () => {
  test("is set up only by the last token that was printed", async () => {
    expect(await needsSetUp()).toBe(true);
    const older = await newToken();
    const expired = await newToken();
    await db.query("UPDATE one_time_token SET expires_at = 1");
    for (const token of ["a guess", "", older, expired]) {
      await expect(setUp(form(token))).rejects.toMatchObject({ code: "forbidden", details: { field: "token" } });
    }
    expect(await everybody()).toBe(0);
    expect(await prisma().account.count()).toBe(0);
  });

  test("keeps its token when the form has a mistake", async () => {
    const token = await newToken();
    await expect(setUp({ ...form(token), password: "short" })).rejects.toMatchObject({ code: "invalid_input" });
    expect(await prisma().oneTimeToken.count({ where: { usedAt: null } })).toBe(1);
  });

  test("used by two at the same time gets one organisation and one Admin, who signs in", async () => {
    const token = await newToken();
    const attempts = await Promise.allSettled([setUp(form(token)), setUp(form(token))]);
    expect(attempts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await everybody()).toBe(1);
    expect(await needsSetUp()).toBe(false);
    const signedIn = await signInWithPassword(
      { email: "isolde@hollowmere.test", password: PASSWORD },
      "10.9.0.2",
      Date.now(),
    );
    if (!signedIn.ok) throw new Error("The first Admin can't sign in.");
    const ctx = await contextOf(signedIn, "r");
    expect(ctx).toMatchObject({ role: "Admin", accountName: "Hollowmere Goods", workspaces: [{ name: "Counter" }] });
    await expect(setUp(form(token))).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is set up once: no other token is made, and one that was left makes nobody", async () => {
    expect(await createSetupToken(Date.now())).toBeNull();
    await db.query("UPDATE one_time_token SET used_at = NULL WHERE kind = 'setup'");
    const [left] = await db.query<{ hash: string }>("SELECT hash FROM one_time_token WHERE kind = 'setup'");
    expect(left).toBeDefined();
    const { hashToken } = await import("../access/tokens");
    await db.query("UPDATE one_time_token SET hash = $1 WHERE kind = 'setup'", [hashToken("left over")]);
    await expect(setUp(form("left over"))).rejects.toMatchObject({ code: "conflict" });
    expect(await everybody()).toBe(1);
  });
});
