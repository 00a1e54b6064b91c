import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { makeOrganization } from "../../tests/factory";
import type { CodedError } from "../errors";
import { findInput, refreshInput } from "../inputs/find-input";
import { listChanges } from "../settings";
import { getInputLimits, getRateLimits, setAccountLimits, setInputLimits, setWorkspaceLimits } from "./index";
import { DOCUMENTED_LIMITS, type Limits, NO_LIMITS } from "./limit";
import { rateLimitUse } from "./rate-limit-use";
import { requireRoom } from "./require-room";
import { takeRoom } from "./take";

const db = await testDatabase();
afterAll(db.close);
const org = await makeOrganization();
const stranger = await makeOrganization();
const admin = org.context("Admin");
const [shop, loyalty] = org.workspaces;
const feed = { inputId: org.inputs.custom.id };
const limits = (perSecond: Limits["perSecond"], limitAcceleration = false): Limits => ({
  perSecond,
  limitAcceleration,
});

const versions = async (workspaceId: number) =>
  (await db.query("SELECT id, rules_version FROM input WHERE workspace_id = $1 ORDER BY id", [workspaceId])).map(
    ({ rules_version }) => rules_version,
  );
const changes = async () =>
  (await listChanges(admin, { action: "rate_limits" })).rows.map(({ action, targetName, before, after, reason }) => ({
    action,
    targetName,
    before,
    after,
    reason,
  }));

beforeEach(async () => {
  await db.query("DELETE FROM rate_limit");
  await db.query("DELETE FROM rate_limit_hour");
  await db.query("DELETE FROM audit_log");
});

describe("limits that are set", () => {
  test("are shown, and those of others are not", async () => {
    await setAccountLimits(admin, { limits: DOCUMENTED_LIMITS });
    await setWorkspaceLimits(admin, { workspaceId: loyalty.id, limits: limits({ batches: 5 }, true) });
    await setInputLimits(admin, { ...feed, limits: limits({ everything: 3 }) });
    const { account, workspaces } = await getRateLimits(admin);
    expect(account).toEqual(DOCUMENTED_LIMITS);
    expect(workspaces.map((one) => one.limits)).toEqual([NO_LIMITS, limits({ batches: 5 }, true), NO_LIMITS]);
    expect(await getInputLimits(admin, feed)).toEqual({
      own: limits({ everything: 3 }),
      workspace: NO_LIMITS,
      account: DOCUMENTED_LIMITS,
      refused: 0,
    });
    expect((await getRateLimits(stranger.context("Admin"))).account).toEqual(NO_LIMITS);
  });

  test("reach the inputs that they count for, of all kinds of traffic but API calls", async () => {
    await setAccountLimits(admin, { limits: DOCUMENTED_LIMITS });
    await setWorkspaceLimits(admin, { workspaceId: shop.id, limits: limits({ client_requests: 5 }) });
    await setInputLimits(admin, { ...feed, limits: limits({ everything: 3 }) });
    const account = { owner: "account", ownerId: org.accountId, traffic: "batches" };
    const workspace = { owner: "workspace", ownerId: shop.id, traffic: "client_requests" };
    const own = { owner: "input", ownerId: feed.inputId, traffic: "everything" };
    expect((await refreshInput(org.inputs.custom.key))?.rules.limits).toEqual([account, own, workspace]);
    expect((await refreshInput(org.inputs.web.key))?.rules.limits).toEqual([account, workspace]);
    expect((await findInput(stranger.inputs.web.key))?.rules.limits).toEqual([]);
  });

  test("raise the rules' version of whom they are about", async () => {
    const before = await versions(shop.id);
    await setAccountLimits(admin, { limits: limits({ batches: 1 }) });
    await setWorkspaceLimits(admin, { workspaceId: shop.id, limits: limits({ batches: 1 }) });
    await setInputLimits(admin, { ...feed, limits: limits({ everything: 1 }) });
    await setInputLimits(admin, { ...feed, limits: limits({ everything: 1 }) });
    const after = await versions(shop.id);
    expect(after.map((version, place) => version - before[place])).toEqual(
      Object.values(org.inputs).map(({ id }) => (id === feed.inputId ? 3 : 2)),
    );
  });

  test("stand in the audit with before and after, once per change", async () => {
    await setAccountLimits(admin, { limits: DOCUMENTED_LIMITS, reason: " As agreed. " });
    await setAccountLimits(admin, { limits: DOCUMENTED_LIMITS });
    await setWorkspaceLimits(admin, { workspaceId: shop.id, limits: limits({ batches: 5 }) });
    await setInputLimits(admin, { ...feed, limits: limits({ everything: 3 }, true) });
    const none = { batches_per_second: null, client_requests_per_second: null, limitAcceleration: false };
    expect(await changes()).toEqual([
      {
        action: "rate_limits.input.update",
        targetName: "custom",
        before: { per_second: null, limitAcceleration: false },
        after: { per_second: 3, limitAcceleration: true },
        reason: null,
      },
      {
        action: "rate_limits.workspace.update",
        targetName: "Storefront",
        before: none,
        after: { ...none, batches_per_second: 5 },
        reason: null,
      },
      {
        action: "rate_limits.account.update",
        targetName: admin.accountName,
        before: { ...none, api_requests_per_second: null },
        after: { ...none, batches_per_second: 270, api_requests_per_second: 15 },
        reason: "As agreed.",
      },
    ]);
  });

  test("keep what is in their buckets when the value changes, and lose it when they go", async () => {
    const key = { owner: "input", ownerId: feed.inputId, traffic: "everything" } as const;
    await setInputLimits(admin, { ...feed, limits: limits({ everything: 100 }) });
    await takeRoom([key], 5_000, feed.inputId);
    await setInputLimits(admin, { ...feed, limits: limits({ everything: 1 }) });
    expect(await takeRoom([key], 1, feed.inputId)).toMatchObject({ admitted: false });
    await setInputLimits(admin, { ...feed, limits: NO_LIMITS });
    await setInputLimits(admin, { ...feed, limits: limits({ everything: 1 }) });
    expect(await takeRoom([key], 1, feed.inputId)).toMatchObject({ admitted: true });
  });

  test("have no acceleration without a speed", async () => {
    await setInputLimits(admin, { ...feed, limits: limits({}, true) });
    expect((await getInputLimits(admin, feed)).own).toEqual(NO_LIMITS);
    expect(await changes()).toEqual([]);
  });

  test.each([0, -1, 1.5, 100_001, Number.NaN])("refuse %d per second", async (everything) => {
    const refused = expect.objectContaining({ code: "invalid_input" satisfies CodedError["code"] });
    await expect(setInputLimits(admin, { ...feed, limits: limits({ everything }) })).rejects.toEqual(refused);
  });

  test("refuse what an owner has not", async () => {
    const wanted = { limits: { perSecond: { everything: 5 }, limitAcceleration: false } };
    const refused = expect.objectContaining({ code: "invalid_input" satisfies CodedError["code"] });
    await expect(setAccountLimits(admin, wanted as never)).rejects.toEqual(refused);
  });
});

describe("what is used and what was refused", () => {
  test("is shown for the account and its workspaces", async () => {
    await setAccountLimits(admin, { limits: limits({ api_requests: 100 }) });
    await setWorkspaceLimits(admin, { workspaceId: shop.id, limits: limits({ batches: 100_000 }) });
    const account = { owner: "account", ownerId: org.accountId, traffic: "api_requests" } as const;
    await takeRoom([account], 5_000, null);
    expect(await rateLimitUse(admin, { workspaceId: shop.id })).toEqual([
      { ...account, percentageUsed: 100 },
      { owner: "workspace", ownerId: shop.id, traffic: "batches", percentageUsed: 0 },
    ]);
    expect(await rateLimitUse(stranger.context("Admin"), { workspaceId: stranger.workspaces[0].id })).toEqual([]);
  });

  test("counts for the input that sent it, whoever refused", async () => {
    await setAccountLimits(admin, { limits: limits({ batches: 1 }) });
    const account = { owner: "account", ownerId: org.accountId, traffic: "batches" } as const;
    const sender = { inputId: feed.inputId, isFeed: true };
    await requireRoom([account], 100, sender);
    await expect(requireRoom([account], 1, sender)).rejects.toMatchObject({
      code: "rate_limited",
      details: { limit: "account", retryAfterSeconds: expect.any(Number) },
    });
    await db.query("INSERT INTO rate_limit_hour VALUES ($1, $2, 7), ($1, $3, 11)", [
      feed.inputId,
      Math.floor(Date.now() / 3_600_000) - 20,
      Math.floor(Date.now() / 3_600_000) - 30,
    ]);
    expect((await getInputLimits(admin, feed)).refused).toBe(8);
    expect((await getInputLimits(admin, { inputId: org.inputs.web.id })).refused).toBe(0);
  });
});
