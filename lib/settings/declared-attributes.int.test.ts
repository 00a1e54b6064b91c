import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { ACCOUNT_ATTRIBUTE_LIMIT } from "./declare-account-attribute";
import { declareAccountAttribute, listAccountAttributes, listChanges, undeclareAccountAttribute } from "./index";

const db = await testDatabase();
afterAll(db.close);
let org: MadeOrganization;
let foreign: MadeOrganization;
const admin = () => org.context("Admin");
beforeAll(async () => {
  [org, foreign] = [await makeOrganization(), await makeOrganization()];
});

const keys = async (of = org) => (await listAccountAttributes(of.context("QA"))).map(({ key }) => key);

describe("account-level attributes", () => {
  test("are declared by the rules of user attributes, each account its own", async () => {
    await declareAccountAttribute(admin(), { key: "$FirstName" });
    await declareAccountAttribute(admin(), { key: " Club level ", description: " Paid or honorary. " });
    await declareAccountAttribute(admin(), { key: "club level" });
    expect(await keys()).toEqual(["$firstname", "club level", "Club level"]);
    const [, , made] = await listAccountAttributes(admin());
    expect(made?.description).toBe("Paid or honorary.");
    expect(await keys(foreign)).toEqual([]);
    await declareAccountAttribute(foreign.context("Admin"), { key: "Club level" });
    await undeclareAccountAttribute(foreign.context("Admin"), { key: "Club level" });
    expect(await keys()).toContain("Club level");
  });

  test.each(["", "  ", "x".repeat(257), "a\u0000b", "a\nb", "__proto__", "\ud800"])("are not named %j", async (key) => {
    await expect(declareAccountAttribute(admin(), { key })).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("are not declared twice, a reserved key in no capitals, and only what is declared can be undeclared", async () => {
    await declareAccountAttribute(admin(), { key: "$City" });
    for (const key of ["$City", "$CITY", "$city"]) {
      await expect(declareAccountAttribute(admin(), { key })).rejects.toMatchObject({ code: "conflict" });
    }
    await expect(undeclareAccountAttribute(admin(), { key: "nobody" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("are audited", async () => {
    await declareAccountAttribute(admin(), { key: "once", description: "Only once" });
    await undeclareAccountAttribute(admin(), { key: "once" });
    const facts = { key: "once", description: "Only once" };
    const { rows } = await listChanges(admin(), { target: "once" });
    expect(rows.map(({ action, before, after }) => [action, before, after])).toEqual([
      ["account_attribute.undeclare", facts, null],
      ["account_attribute.declare", null, facts],
    ]);
  });

  test("are at most a hundred, also when several are declared at once", async () => {
    const free = ACCOUNT_ATTRIBUTE_LIMIT - (await keys()).length;
    await db.query("INSERT INTO account_attribute SELECT $1, 'many ' || n, '', 0 FROM generate_series(3, $2) AS n", [
      org.accountId,
      free,
    ]);
    const answers = await Promise.allSettled(
      [1, 2, 3, 4].map((n) => declareAccountAttribute(admin(), { key: `last ${n}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected", "rejected"]);
    expect(await keys()).toHaveLength(ACCOUNT_ATTRIBUTE_LIMIT);
  });
});
