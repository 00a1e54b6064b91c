import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { send, sendOne } from "../../tests/send";
import type { Context } from "../access/context";
import type { CodedError } from "../errors";
import { drain } from "../ingest";
import { setEnabled } from "../inputs";
import { prisma } from "../prisma";
import { getIdentitySettings, listChanges, moveWorkspace } from "./index";

const db = await testDatabase();
afterAll(async () => {
  await drain();
  await db.close();
});

let org: MadeOrganization;
let admin: Context;
let lone: number;
let shared: number;
beforeEach(async () => {
  org = await makeOrganization();
  admin = org.context("Admin");
  [{ identityScopeId: shared }, , { id: lone }] = org.workspaces;
});

const code = (expected: CodedError["code"]) => expect.objectContaining({ code: expected });
const scopeOf = async (id: number) => (await prisma().workspace.findUniqueOrThrow({ where: { id } })).identityScopeId;
const rulesVersion = async (id: number) => (await prisma().input.findUniqueOrThrow({ where: { id } })).rulesVersion;
const obstacles = async () => (await getIdentitySettings(admin, { workspaceId: lone })).moveObstacles;
const ids = (customer_id: string) => ({ environment: "production", user_identities: { customer_id }, events: [] });

describe("a workspace moves to another scope", () => {
  test("while nobody has come: it then meets the people of the others, and the audit says so", async () => {
    const input = await org.addInput({ kind: "web", workspaceId: lone });
    const { mpid } = await sendOne(org.inputs.web.key, ids("ida"));
    expect(await obstacles()).toEqual(["inputs"]);
    await setEnabled(admin, { inputId: input.id, enabled: false });
    expect(await obstacles()).toEqual([]);
    const before = await rulesVersion(input.id);
    await moveWorkspace(admin, { workspaceId: lone, identityScopeId: shared, reason: "One shop" });
    expect(await rulesVersion(input.id)).toBe(before + 1);
    await setEnabled(admin, { inputId: input.id, enabled: true });
    expect((await sendOne(input.key, ids("ida"))).mpid).toBe(mpid);
    const { rows } = await listChanges(admin, { action: "identity.scope" });
    expect(rows).toMatchObject([
      {
        targetName: "Sandbox",
        before: { identityScope: "Sandbox" },
        after: { identityScope: "Storefront" },
        reason: "One shop",
      },
    ]);
  });

  test("of its own, with the default settings", async () => {
    const { id } = org.workspaces[1];
    await moveWorkspace(admin, { workspaceId: id, identityScopeId: null });
    expect(await scopeOf(id)).not.toBe(shared);
    const after = { ...admin, workspaces: admin.workspaces.map((one) => ({ ...one })) };
    const moved = await scopeOf(id);
    const context = {
      ...after,
      workspaces: after.workspaces.map((w) => (w.id === id ? { ...w, identityScopeId: moved } : w)),
    };
    expect(await getIdentitySettings(context, { workspaceId: id })).toMatchObject({
      scopeName: "Loyalty",
      settings: { strategy: "default", uniqueTypes: ["customer_id"] },
    });
  });

  test("but not once somebody has come", async () => {
    const input = await org.addInput({ kind: "web", workspaceId: lone });
    await send(input.key, ids("ida"));
    await setEnabled(admin, { inputId: input.id, enabled: false });
    expect(await obstacles()).toEqual(["profiles"]);
    const before = await scopeOf(lone);
    await expect(moveWorkspace(admin, { workspaceId: lone, identityScopeId: shared })).rejects.toEqual(
      code("conflict"),
    );
    expect(await scopeOf(lone)).toBe(before);
  });

  test("batches that were nobody's don't keep it", async () => {
    const input = await org.addInput({ kind: "web", workspaceId: lone });
    await send(input.key, { environment: "production", events: [{ event_type: "session_start", data: {} }] });
    await setEnabled(admin, { inputId: input.id, enabled: false });
    expect(await obstacles()).toEqual([]);
  });

  test("to the one that it is in: nothing changes and no row is written", async () => {
    await moveWorkspace(admin, { workspaceId: org.workspaces[1].id, identityScopeId: shared });
    expect((await listChanges(admin, { action: "identity.scope" })).rows).toEqual([]);
  });

  test("never to one of another account", async () => {
    const [{ identityScopeId }] = (await makeOrganization()).workspaces;
    await expect(moveWorkspace(admin, { workspaceId: lone, identityScopeId })).rejects.toEqual(code("not_found"));
  });
});
