import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { makeOrganization } from "../../tests/factory";
import { can, ROLES } from "../access/permissions";
import type { CodedError } from "../errors";
import {
  addPurpose,
  createWorkspace,
  getPrivacy,
  listChanges,
  listWorkspaces,
  setRegulation,
  updateWorkspace,
} from "./index";

const db = await testDatabase();
afterAll(db.close);
const org = await makeOrganization();
const stranger = await makeOrganization();
const admin = org.context("Admin");
const [first] = org.workspaces;

const rulesVersions = () =>
  db.query<{ rules_version: number }>("SELECT rules_version FROM input WHERE workspace_id = $1", [first.id]);
const changes = async (action: string) => (await listChanges(admin, { action })).rows;
const code = (expected: CodedError["code"]) => expect.objectContaining({ code: expected });

describe("workspaces", () => {
  test("are listed with their scope and inputs, and only those of the account", async () => {
    const listed = await listWorkspaces(admin);
    expect(listed.map(({ id, inputCount }) => [id, inputCount])).toEqual([
      [first.id, 8],
      [org.workspaces[1].id, 0],
      [org.workspaces[2].id, 0],
    ]);
    expect(listed[0]?.identityScope.id).toBe(listed[1]?.identityScope.id);
    expect(listed[2]?.identityScope.id).not.toBe(listed[1]?.identityScope.id);
  });

  test("are made in a scope of their own or with the people of others, and can receive", async () => {
    const own = await createWorkspace(admin, { name: "Outlet", timeZone: "Europe/Amsterdam", identityScopeId: null });
    const shared = await createWorkspace(admin, {
      name: "Repairs",
      timeZone: "UTC",
      identityScopeId: first.identityScopeId,
    });
    expect(own.identityScope.name).toBe("Outlet");
    expect(shared.identityScope.id).toBe(first.identityScopeId);
    const counters = await db.query("SELECT seq FROM workspace_counter WHERE workspace_id = ANY($1)", [
      [own.id, shared.id],
    ]);
    expect(counters).toHaveLength(2);
    expect((await changes("workspace.create")).map(({ targetName, after }) => [targetName, after])).toEqual([
      ["Repairs", { name: "Repairs", timeZone: "UTC", identityScope: "Storefront" }],
      ["Outlet", { name: "Outlet", timeZone: "Europe/Amsterdam", identityScope: "Outlet" }],
    ]);
  });

  test("never share the people of another account", async () => {
    const identityScopeId = stranger.workspaces[0].identityScopeId;
    await expect(createWorkspace(admin, { name: "Thief", timeZone: "UTC", identityScopeId })).rejects.toEqual(
      code("not_found"),
    );
  });

  test("are renamed with before and after in the audit, and without a row when nothing changed", async () => {
    await updateWorkspace(admin, { workspaceId: first.id, name: "Shop", timeZone: "Asia/Tokyo" });
    await updateWorkspace(admin, { workspaceId: first.id, name: " Shop ", timeZone: "Asia/Tokyo" });
    expect((await changes("workspace.update")).map(({ before, after }) => ({ before, after }))).toEqual([
      { before: { name: "Storefront", timeZone: "UTC" }, after: { name: "Shop", timeZone: "Asia/Tokyo" } },
    ]);
  });

  test.each([
    ["a name in use, in other capitals", { name: "LOYALTY", timeZone: "UTC" }, "conflict"],
    ["an empty name", { name: "  ", timeZone: "UTC" }, "invalid_input"],
    ["a name with NUL", { name: "a\u0000b", timeZone: "UTC" }, "invalid_input"],
    ["a zone that nobody knows", { name: "Fine", timeZone: "Mars/Olympus" }, "invalid_input"],
  ] as const)("refuse %s", async (_, change, expected) => {
    await expect(updateWorkspace(admin, { workspaceId: first.id, ...change })).rejects.toEqual(code(expected));
    await expect(createWorkspace(admin, { ...change, identityScopeId: null })).rejects.toEqual(code(expected));
  });

  test("of another account are not found", async () => {
    const workspaceId = stranger.workspaces[0].id;
    await expect(updateWorkspace(admin, { workspaceId, name: "Mine", timeZone: "UTC" })).rejects.toEqual(
      code("not_found"),
    );
  });

  test("end at fifty, also when two are made at once", async () => {
    const full = await makeOrganization();
    const ctx = full.context("Admin");
    for (let n = 3; n < 49; n++)
      await createWorkspace(ctx, { name: `Number ${n}`, timeZone: "UTC", identityScopeId: null });
    const both = await Promise.allSettled(
      ["One", "Two"].map((name) => createWorkspace(ctx, { name, timeZone: "UTC", identityScopeId: null })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await listWorkspaces(ctx)).toHaveLength(50);
  });
});

describe("regulations", () => {
  test("are switched for the next batch: rules get a new version, the audit a row with the reason", async () => {
    const before = await rulesVersions();
    await setRegulation(admin, { workspaceId: first.id, regulation: "gdpr", enabled: true, reason: "EU launch" });
    await setRegulation(admin, { workspaceId: first.id, regulation: "gdpr", enabled: true, reason: "again" });
    expect((await getPrivacy(admin, { workspaceId: first.id })).gdprEnabled).toBe(true);
    expect(await rulesVersions()).toEqual(before.map(({ rules_version }) => ({ rules_version: rules_version + 1 })));
    expect(
      (await changes("privacy.gdpr")).map(({ action, before, after, reason }) => ({ action, before, after, reason })),
    ).toEqual([
      {
        action: "privacy.gdpr.enable",
        before: { gdprEnabled: false },
        after: { gdprEnabled: true },
        reason: "EU launch",
      },
    ]);
  });

  test("purposes are added once, to the letter, and by two at once only once", async () => {
    const add = (purpose: string) => addPurpose(admin, { workspaceId: first.id, purpose });
    await add("Parental");
    await expect(add("parental")).rejects.toEqual(code("conflict"));
    const both = await Promise.allSettled([add("ads"), add("ads")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { purposes } = await getPrivacy(admin, { workspaceId: first.id });
    expect(purposes.map(({ purpose }) => purpose)).toEqual(["ads", "Parental"]);
    await expect(add("")).rejects.toEqual(code("invalid_input"));
  });

  test.each(ROLES)("answer %s by the table", async (role) => {
    const ctx = org.context(role);
    const read = () => getPrivacy(ctx, { workspaceId: first.id });
    const change = () => setRegulation(ctx, { workspaceId: first.id, regulation: "ccpa", enabled: false });
    const refused = { code: "forbidden" };
    if (can(role, "privacy.view")) expect((await read()).workspaceId).toBe(first.id);
    else await expect(read()).rejects.toMatchObject({ ...refused, details: { permission: "privacy.view" } });
    if (can(role, "privacy.edit")) expect(await change()).toBeUndefined();
    else await expect(change()).rejects.toMatchObject({ ...refused, details: { permission: "privacy.edit" } });
  });
});
