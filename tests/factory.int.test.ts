import { afterAll, describe, expect, test } from "vitest";
import { findInput, secretMatches } from "../lib/inputs/find-input";
import { testDatabase } from "./database";
import { makeOrganization } from "./factory";

const db = await testDatabase();
afterAll(db.close);

describe("the factory", () => {
  test("makes several organisations in one database, their inputs found by key and secret", async () => {
    const [first, second] = [await makeOrganization(), await makeOrganization()];
    expect(first.orgId).not.toBe(second.orgId);
    expect(first.workspaces[0].identityScopeId).toBe(first.workspaces[1].identityScopeId);
    expect(first.workspaces[0].identityScopeId).not.toBe(first.workspaces[2].identityScopeId);
    const credential = await findInput(first.inputs.readOnly.key);
    expect(credential?.rules).toMatchObject({ inputId: first.inputs.readOnly.id, protectionLevel: "read_only" });
    expect(credential && secretMatches(credential, first.inputs.readOnly.secret)).toBe(true);
    expect(credential && secretMatches(credential, second.inputs.readOnly.secret)).toBe(false);
    expect(await db.query("SELECT count(*)::int AS n FROM workspace_counter")).toEqual([{ n: 6 }]);
  });
});
