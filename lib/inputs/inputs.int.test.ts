import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { answerTo, send } from "../../tests/send";
import { can, ROLES } from "../access/permissions";
import { CodedError } from "../errors";
import { dryRunProtection } from "../ingest/dry-run-protection";
import { findInput, secretMatches } from "./find-input";
import {
  createFeed,
  getInput,
  inputTraffic,
  issuePlatformKeys,
  listInputs,
  protectionHistory,
  rotateKey,
  setEnabled,
  updateInput,
  updateProtection,
} from "./index";

const db = await testDatabase();
afterAll(db.close);

let org: MadeOrganization;
let foreign: MadeOrganization;
beforeAll(async () => {
  org = await makeOrganization();
  foreign = await makeOrganization();
});

const admin = () => org.context("Admin");
const audited = (action: string, inputId: number) =>
  db.query<{ actor: string; before: unknown; after: unknown; reason: string | null; workspace_id: number }>(
    `SELECT actor, before, after, reason, workspace_id FROM audit_log
     WHERE action = $1 AND target_type = 'input' AND target_id = $2 ORDER BY id`,
    [action, String(inputId)],
  );
const code = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof CodedError ? error.code : error;
};
const plainSettings = {
  actAs: null,
  isDebug: false,
  restrictDeviceIdByLat: false,
  allowKeyOnly: false,
  allowedOrigins: [],
};
const person = (name: string) => ({ user_identities: { customer_id: name }, user_attributes: { plan: "gold" } });

describe("who may do what with inputs", () => {
  const verbs = {
    "inputs.view": [
      (ctx) => listInputs(ctx, { workspaceId: org.workspaces[0].id }),
      (ctx) => getInput(ctx, { inputId: org.inputs.custom.id }),
      (ctx) => inputTraffic(ctx, { inputId: org.inputs.custom.id }),
    ],
    "inputs.edit": [
      (ctx) => createFeed(ctx, { workspaceId: org.workspaces[2].id, kind: "custom_feed", name: `Feed of ${ctx.role}` }),
      (ctx) => setEnabled(ctx, { inputId: org.inputs.csv.id, enabled: true }),
      (ctx) => rotateKey(ctx, { inputId: org.inputs.android.id }),
      (ctx) =>
        updateInput(ctx, {
          inputId: org.inputs.csv.id,
          name: "csv",
          actAs: null,
          isDebug: false,
          restrictDeviceIdByLat: false,
          allowKeyOnly: false,
          allowedOrigins: [],
        }),
    ],
    "feed_protection.view": [
      (ctx) => protectionHistory(ctx, { inputId: org.inputs.custom.id }),
      (ctx) => dryRunProtection(ctx, { inputId: org.inputs.custom.id }),
    ],
    "feed_protection.edit": [
      (ctx) => updateProtection(ctx, { inputId: org.inputs.partner.id, protectionLevel: "update_only" }),
    ],
  } satisfies Record<string, ((ctx: ReturnType<MadeOrganization["context"]>) => Promise<unknown>)[]>;

  test.each(ROLES)("%s", async (role) => {
    for (const [permission, calls] of Object.entries(verbs)) {
      const allowed = can(role, permission as keyof typeof verbs);
      for (const call of calls)
        expect(await code(call(org.context(role))), permission).toBe(allowed ? null : "forbidden");
    }
  });

  test.each(ROLES)("%s issues platform keys only with inputs.edit", async (role) => {
    const { context, workspaces } = await makeOrganization();
    const issued = issuePlatformKeys(context(role), { workspaceId: workspaces[1].id, kind: "roku" });
    expect(await code(issued)).toBe(can(role, "inputs.edit") ? null : "forbidden");
  });

  test.each(ROLES)("%s creates a feed at another level only with feed_protection.edit", async (role) => {
    const created = createFeed(org.context(role), {
      workspaceId: org.workspaces[2].id,
      kind: "custom_feed",
      name: `Trial of ${role}`,
      protectionLevel: "read_only",
    });
    const allowed = can(role, "inputs.edit") && can(role, "feed_protection.edit");
    expect(await code(created)).toBe(allowed ? null : "forbidden");
  });

  test("inputs and workspaces of others answer as missing ones", async () => {
    const inputId = foreign.inputs.custom.id;
    const settings = { ...plainSettings, name: "x" };
    for (const id of [inputId, 2_000_000_000]) {
      expect(await code(getInput(admin(), { inputId: id }))).toBe("not_found");
      expect(await code(inputTraffic(admin(), { inputId: id }))).toBe("not_found");
      expect(await code(rotateKey(admin(), { inputId: id }))).toBe("not_found");
      expect(await code(setEnabled(admin(), { inputId: id, enabled: false }))).toBe("not_found");
      expect(await code(updateInput(admin(), { inputId: id, ...settings }))).toBe("not_found");
      expect(await code(updateProtection(admin(), { inputId: id, protectionLevel: "read_only" }))).toBe("not_found");
      expect(await code(protectionHistory(admin(), { inputId: id }))).toBe("not_found");
      expect(await code(dryRunProtection(admin(), { inputId: id }))).toBe("not_found");
    }
    const workspaceId = foreign.workspaces[0].id;
    expect(await code(listInputs(admin(), { workspaceId }))).toBe("not_found");
    expect(await code(createFeed(admin(), { workspaceId, kind: "custom_feed", name: "x" }))).toBe("not_found");
    expect(await code(issuePlatformKeys(admin(), { workspaceId, kind: "roku" }))).toBe("not_found");
    expect((await getInput(foreign.context("Admin"), { inputId })).protectionLevel).toBe("create_and_update");
  });
});

describe("creating inputs", () => {
  test("a feed sends with its key at once, at the level that it was given", async () => {
    const made = await createFeed(admin(), {
      workspaceId: org.workspaces[0].id,
      kind: "partner_feed",
      partner: "Quillmark",
      name: "  Quillmark loyalty ",
      actAs: "iOS",
      protectionLevel: "update_only",
      isDebug: true,
    });
    const credential = await findInput(made.key);
    expect(credential && secretMatches(credential, made.secret)).toBe(true);
    expect(await getInput(admin(), { inputId: made.id })).toMatchObject({
      name: "Quillmark loyalty",
      partner: "Quillmark",
      actAs: "iOS",
      protectionLevel: "update_only",
      isDebug: true,
      enabled: true,
    });
    const [batch] = await send(made.key, person("nobody-knows-them"));
    expect(batch?.outcome).toBe("dropped");
    const [row] = await audited("input.create", made.id);
    expect(row).toMatchObject({ actor: admin().member.name, after: { protectionLevel: "update_only" } });
    expect(JSON.stringify(row)).not.toContain(made.secret);
  });

  test.each([
    ["an empty name", { name: "   " }, "name"],
    ["a name with a line break", { name: "a\nb" }, "name"],
    ["a name of 121 characters", { name: "x".repeat(121) }, "name"],
    ["a platform as a feed", { kind: "ios" }, "kind"],
    ["an unknown platform to act as", { actAs: "Toaster" }, "actAs"],
    ["a partner of a custom feed", { partner: "Quillmark" }, "partner"],
    ["a partner feed of nobody", { kind: "partner_feed" }, "partner"],
    ["a warehouse that acts as a platform", { kind: "warehouse_feed", actAs: "iOS" }, "actAs"],
    ["an unknown level", { protectionLevel: "anything" }, "protectionLevel"],
  ])("%s is refused", async (_, wrong, field) => {
    const input = { workspaceId: org.workspaces[0].id, kind: "custom_feed", name: "Fine", ...wrong };
    await expect(createFeed(admin(), input as Parameters<typeof createFeed>[1])).rejects.toMatchObject({
      code: "invalid_input",
      details: { field },
    });
  });

  test("a platform gets one key, also when two admins ask at once", async () => {
    const workspaceId = org.workspaces[1].id;
    const both = await Promise.allSettled([
      issuePlatformKeys(admin(), { workspaceId, kind: "alexa" }),
      issuePlatformKeys(admin(), { workspaceId, kind: "alexa" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await code(issuePlatformKeys(admin(), { workspaceId, kind: "alexa" }))).toBe("conflict");
    const listed = await listInputs(admin(), { workspaceId });
    expect(listed.filter(({ kind }) => kind === "alexa")).toHaveLength(1);
    expect(listed[0]?.protectionLevel).toBeNull();
  });
});

describe("the protection level", () => {
  test("counts for the next batch, and tells who, when, before, after and why", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    expect((await send(feed.key, person("first")))[0]?.outcome).toBe("created");
    const view = await updateProtection(admin(), {
      inputId: feed.id,
      protectionLevel: "update_only",
      reason: " Brands share this feed ",
    });
    expect(view.protectionLevel).toBe("update_only");
    expect((await send(feed.key, person("second")))[0]?.outcome).toBe("dropped");
    expect((await send(feed.key, person("first")))[0]?.outcome).toBe("updated");
    await updateProtection(admin(), { inputId: feed.id, protectionLevel: "read_only" });
    expect((await send(feed.key, person("first")))[0]?.outcome).toBe("not_associated");

    const history = await protectionHistory(org.context("Read Only"), { inputId: feed.id });
    expect(history).toMatchObject([
      { actor: admin().member.name, before: "update_only", after: "read_only", reason: null },
      { before: "create_and_update", after: "update_only", reason: "Brands share this feed" },
    ]);
    expect(history[0]?.at).toBeGreaterThanOrEqual(history[1]?.at ?? Number.NaN);
  });

  test("saved as it is changes nothing and leaves no trace", async () => {
    const feed = await org.addInput({ kind: "custom_feed", protectionLevel: "read_only" });
    await updateProtection(admin(), { inputId: feed.id, protectionLevel: "read_only", reason: "again" });
    expect(await audited("input.protection.update", feed.id)).toEqual([]);
    expect(await db.query("SELECT rules_version FROM input WHERE id = $1", [feed.id])).toEqual([{ rules_version: 1 }]);
  });

  test("of a platform does not exist", async () => {
    const inputId = org.inputs.ios.id;
    expect(await code(updateProtection(admin(), { inputId, protectionLevel: "read_only" }))).toBe("invalid_input");
    expect((await getInput(admin(), { inputId })).protectionLevel).toBeNull();
  });

  test("changed by two admins at once keeps an honest history", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    await Promise.all([
      updateProtection(admin(), { inputId: feed.id, protectionLevel: "update_only" }),
      updateProtection(admin(), { inputId: feed.id, protectionLevel: "read_only" }),
    ]);
    const [latest, first] = await protectionHistory(admin(), { inputId: feed.id });
    expect(first?.before).toBe("create_and_update");
    expect(latest?.before).toBe(first?.after);
    expect((await getInput(admin(), { inputId: feed.id })).protectionLevel).toBe(latest?.after);
  });
});

describe("keys", () => {
  test("rotated: the old pair is refused from the next request on, the new one works", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    await send(feed.key, person("before-rotation"));
    const pair = await rotateKey(admin(), { inputId: feed.id });
    expect(pair.key).not.toBe(feed.key);
    expect((await answerTo(feed.key, person("after-rotation"))).status).toBe("forbidden");
    expect((await send(pair.key, person("after-rotation")))[0]?.outcome).toBe("created");
    const [row] = await audited("input.key.rotate", feed.id);
    expect(row).toMatchObject({ before: { key: feed.key }, after: { key: pair.key } });
    expect(JSON.stringify(row)).not.toContain(pair.secret);
  });

  test("of a disabled input are refused, and work again when it is enabled", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    await send(feed.key, person("sender"));
    await setEnabled(admin(), { inputId: feed.id, enabled: false, reason: "Sends rubbish" });
    expect((await answerTo(feed.key, person("sender"))).status).toBe("forbidden");
    expect((await findInput(feed.key))?.rules.enabled).toBe(false);
    await setEnabled(admin(), { inputId: feed.id, enabled: true });
    expect((await findInput(feed.key))?.rules.enabled).toBe(true);
    expect((await send(feed.key, person("sender")))[0]?.outcome).toBe("updated");
    expect(await audited("input.disable", feed.id)).toMatchObject([{ reason: "Sends rubbish" }]);
    expect(await audited("input.enable", feed.id)).toHaveLength(1);
  });
});

describe("settings", () => {
  const settings = { ...plainSettings, name: "Till" };
  const pages = ["https://shop.example.test"];

  test("count for the next batch and are audited once", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    const wanted = { inputId: feed.id, ...settings, actAs: "Roku", isDebug: true };
    await send(feed.key, person("shopper"));
    await updateInput(admin(), wanted);
    await updateInput(admin(), wanted);
    const [batch] = await send(feed.key, { environment: "production", ...person("shopper") });
    const rows = await db.query("SELECT environment FROM batch WHERE id = $1", [batch?.id]);
    expect(rows).toEqual([{ environment: "development" }]);
    expect(await audited("input.update", feed.id)).toMatchObject([{ after: { actAs: "Roku", isDebug: true } }]);
  });

  test("of who may send without a secret, and from where, count for the next request and are audited", async () => {
    const web = org.inputs.web;
    expect((await getInput(admin(), { inputId: web.id })).allowKeyOnly).toBe(true);
    const allowed = ["https://Shop.Example.test/", "https://shop.example.test:443", "http://127.0.0.1:8080"];
    const wanted = { ...settings, inputId: web.id, allowKeyOnly: false, allowedOrigins: allowed };
    const stored = ["https://shop.example.test", "http://127.0.0.1:8080"];
    expect(await updateInput(admin(), wanted)).toMatchObject({ allowKeyOnly: false, allowedOrigins: stored });
    await updateInput(admin(), wanted);
    expect(await audited("input.update", web.id)).toMatchObject([
      {
        before: { allowKeyOnly: true, allowedOrigins: [] },
        after: { allowKeyOnly: false, allowedOrigins: stored },
      },
    ]);
    const keyOnly = { keyOnly: true, origin: "https://shop.example.test" };
    expect((await answerTo(web.key, person("page"), { kind: "browser", approach: keyOnly })).status).toBe("forbidden");
  });

  test.each([["ftp://shop.example.test"], ["https://shop.example.test/path"], [""]])(
    "%j is no origin",
    async (origin) => {
      const wanted = { ...settings, inputId: org.inputs.ios.id, allowedOrigins: [origin] };
      await expect(updateInput(admin(), wanted)).rejects.toMatchObject({ code: "invalid_input" });
    },
  );

  test.each([
    ["act-as of a platform", "ios", { actAs: "Roku" }, "actAs"],
    ["development of a platform", "ios", { isDebug: true }, "isDebug"],
    ["restricted device ids of the web", "web", { restrictDeviceIdByLat: true }, "restrictDeviceIdByLat"],
    ["a feed that needs no secret", "custom", { allowKeyOnly: true }, "allowKeyOnly"],
    ["web pages of a feed", "custom", { allowedOrigins: pages }, "allowedOrigins"],
  ] as const)("%s is refused", async (_, input, wrong, field) => {
    const wanted = { inputId: org.inputs[input].id, ...settings, ...wrong };
    await expect(updateInput(admin(), wanted)).rejects.toMatchObject({ code: "invalid_input", details: { field } });
  });
});

describe("what an input sent", () => {
  test("is listed with its last batch and its traffic", async () => {
    const { workspaces, context, inputs } = await makeOrganization();
    const at = Date.now();
    await send(inputs.updateOnly.key, person("stranger"), at);
    const listed = await listInputs(context("QA"), { workspaceId: workspaces[0].id });
    expect(listed.map(({ name }) => name)).toEqual([...listed.map(({ name }) => name)].sort());
    const feed = listed.find(({ id }) => id === inputs.updateOnly.id);
    expect(feed).toMatchObject({ lastBatchAt: at, traffic: { batches: 1, dropped: 1 } });
    expect(feed?.traffic.bars.at(-1)).toEqual({ good: 0, bad: 1 });
    expect(listed.find(({ id }) => id === inputs.web.id)?.lastBatchAt).toBeNull();
    expect(await inputTraffic(context("QA"), { inputId: inputs.updateOnly.id })).toEqual(feed?.traffic);
    expect(JSON.stringify(listed)).not.toContain("secret");
  });
});

describe("the dry run", () => {
  test("tells what each level would have done with what came", async () => {
    const { inputs, context } = await makeOrganization();
    const { key, id } = inputs.custom;
    const at = Date.now() - 5_000;
    await send(key, { ...person("ada"), source_request_id: "one" }, at);
    await send(key, { ...person("ada"), source_request_id: "one" }, at + 1);
    await send(key, { user_identities: { customer_id: "ada" }, user_attributes: { plan: "lead", city: "Ostwick" } });
    await send(key, { events: [] });
    await send(key, { mpid: "77" }, at + 2);
    const run = await dryRunProtection(context("User"), { inputId: id });
    expect(run).toMatchObject({
      from: at,
      batches: 4,
      actual: { created: 1, updated: 1, unresolved: 2 },
      levels: {
        create_and_update: { changed: 0 },
        update_only: { outcomes: { dropped: 3, updated: 1 }, changed: 3, lostAttributeWrites: 1 },
        read_only: { outcomes: { not_associated: 3, unresolved: 1 }, changed: 3, lostAttributeWrites: 3 },
      },
    });
  });

  test("of a silent feed is empty", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    expect(await dryRunProtection(admin(), { inputId: feed.id })).toMatchObject({ batches: 0, from: null, to: null });
  });
});
