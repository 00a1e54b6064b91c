import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { makeOrganization } from "../../tests/factory";
import { send } from "../../tests/send";
import { isCodedError } from "../errors";
import { dryRunProtection } from "../ingest/dry-run-protection";
import { previewIdentitySettings } from "../ingest/preview-identity-settings";
import * as inputs from "../inputs";
import * as live from "../live";
import * as members from "../members";
import * as profile from "../profile";
import * as rateLimits from "../rate-limits";
import { rateLimitUse } from "../rate-limits/rate-limit-use";
import * as settings from "../settings";
import type { Context } from "./context";
import { can, type Permission, ROLES } from "./permissions";

const db = await testDatabase();
afterAll(async () => {
  await live.closeStreams();
  await settings.flushProfileViews();
  await db.close();
});

const org = await makeOrganization();
const workspaceId = org.workspaces[0].id;
const [batch] = await send(org.inputs.custom.key, {
  events: [{ event_type: "custom_event", data: { event_name: "seen", custom_event_type: "other" } }],
  user_identities: { customer_id: "walker-1" },
  environment: "development",
});
if (!batch?.mpid) throw new Error("The batch made nobody.");
const batchId = batch.id;
const person = { workspaceId, mpid: batch.mpid };
const feed = { inputId: org.inputs.custom.id };
const scope = { scopeId: org.workspaces[0].identityScopeId };
const { settings: identitySettings } = await settings.getIdentitySettings(org.context("Admin"), { workspaceId });
let made = 0;
const limits = <Values>(perSecond: Values) => ({ perSecond, limitAcceleration: false });

/** A verb as a member would use it, and the permissions that it asks for, in this order. "everybody": being signed in. */
type Case = {
  readonly verb: string;
  readonly needs: readonly Permission[] | "everybody";
  readonly call: (ctx: Context) => Promise<unknown>;
};

const one = (needs: Permission, verbs: Record<string, Case["call"]>): Case[] =>
  Object.entries(verbs).map(([verb, call]) => ({ verb, needs: [needs], call }));

const CASES: readonly Case[] = [
  ...one("user_activity.view", {
    search: (ctx) => profile.search(ctx, { workspaceId, q: "walker-1" }),
    searchMany: (ctx) => profile.searchMany(ctx, { workspaceId, values: ["walker-1"] }),
    getPerson: (ctx) => profile.getPerson(ctx, person),
    homeWorkspaceOf: (ctx) => profile.homeWorkspaceOf(ctx, person.mpid),
    timeline: (ctx) => profile.timeline(ctx, person),
    timelineFacets: (ctx) => profile.timelineFacets(ctx, person),
    provenanceOf: (ctx) => profile.provenanceOf(ctx, { ...person, kind: "identity", key: "customer_id" }),
    batchDetail: (ctx) => profile.batchDetail(ctx, { batchId }),
  }),
  ...one("live_stream.view", {
    readLivePage: (ctx) => live.readLivePage(ctx, { workspaceId }),
    getLiveBatch: (ctx) => live.getLiveBatch(ctx, batchId),
    listDevices: (ctx) => live.listDevices(ctx),
    saveDevice: (ctx) => live.saveDevice(ctx, { platform: "web", deviceId: `das-${++made}`, name: "Mine" }),
    deleteDevice: (ctx) => live.deleteDevice(ctx, { id: 2_000_000_000 }),
    subscribe: async (ctx) => {
      const stop = new AbortController();
      const options = { signal: stop.signal, readAgain: async () => ctx };
      const stream = await live.subscribe(ctx, { workspaceId, filter: {}, after: 0 }, options);
      stop.abort();
      await stream.return();
    },
  }),
  ...one("inputs.view", {
    listInputs: (ctx) => inputs.listInputs(ctx, { workspaceId }),
    getInput: (ctx) => inputs.getInput(ctx, feed),
    inputTraffic: (ctx) => inputs.inputTraffic(ctx, feed),
    getInputLimits: (ctx) => rateLimits.getInputLimits(ctx, feed),
  }),
  ...one("inputs.edit", {
    createFeed: (ctx) => inputs.createFeed(ctx, { workspaceId, kind: "custom_feed", name: `Feed ${++made}` }),
    issuePlatformKeys: (ctx) => inputs.issuePlatformKeys(ctx, { workspaceId, kind: "web" }),
    rotateKey: (ctx) => inputs.rotateKey(ctx, feed),
    setEnabled: (ctx) => inputs.setEnabled(ctx, { ...feed, enabled: true }),
    updateInput: (ctx) =>
      inputs.updateInput(ctx, {
        ...feed,
        name: "Tills",
        actAs: null,
        isDebug: false,
        restrictDeviceIdByLat: false,
        allowKeyOnly: false,
        allowedOrigins: [],
      }),
    setInputLimits: (ctx) => rateLimits.setInputLimits(ctx, { ...feed, limits: limits({ everything: 99 }) }),
  }),
  {
    verb: "createFeed",
    needs: ["inputs.edit", "feed_protection.edit"],
    call: (ctx) =>
      inputs.createFeed(ctx, {
        workspaceId,
        kind: "custom_feed",
        name: `Feed ${++made}`,
        protectionLevel: "read_only",
      }),
  },
  ...one("feed_protection.view", {
    protectionHistory: (ctx) => inputs.protectionHistory(ctx, feed),
    dryRunProtection: (ctx) => dryRunProtection(ctx, feed),
  }),
  ...one("feed_protection.edit", {
    updateProtection: (ctx) => inputs.updateProtection(ctx, { ...feed, protectionLevel: "update_only" }),
  }),
  ...one("identity_settings.view", {
    listWorkspaces: (ctx) => settings.listWorkspaces(ctx),
    getIdentitySettings: (ctx) => settings.getIdentitySettings(ctx, { workspaceId }),
    identitySettingsHistory: (ctx) => settings.identitySettingsHistory(ctx, scope),
    getRateLimits: (ctx) => rateLimits.getRateLimits(ctx),
    rateLimitUse: (ctx) => rateLimitUse(ctx, { workspaceId }),
    listPartnerIdentities: (ctx) => settings.listPartnerIdentities(ctx),
    listAccountAttributes: (ctx) => settings.listAccountAttributes(ctx),
  }),
  ...one("identity_settings.edit", {
    createWorkspace: (ctx) =>
      settings.createWorkspace(ctx, { name: `Place ${++made}`, timeZone: "UTC", identityScopeId: null }),
    updateWorkspace: (ctx) => settings.updateWorkspace(ctx, { workspaceId, name: `Shop ${++made}`, timeZone: "UTC" }),
    previewIdentitySettings: (ctx) => previewIdentitySettings(ctx, { ...scope, settings: identitySettings }),
    moveWorkspace: (ctx) => settings.moveWorkspace(ctx, { workspaceId, identityScopeId: null }),
    updateIdentitySettings: (ctx) =>
      settings.updateIdentitySettings(ctx, {
        ...scope,
        settings: { ...identitySettings, priority: [...identitySettings.priority].reverse() },
        expected: identitySettings,
        reason: "Walked",
      }),
    setAccountLimits: (ctx) => rateLimits.setAccountLimits(ctx, { limits: limits({ batches: 99 }) }),
    setWorkspaceLimits: (ctx) =>
      rateLimits.setWorkspaceLimits(ctx, { workspaceId, limits: limits({ client_requests: 99 }) }),
    addPartnerIdentity: (ctx) =>
      settings.addPartnerIdentity(ctx, { name: `Quillmark_${++made}`, partner: "Quillmark" }),
    removePartnerIdentity: (ctx) => settings.removePartnerIdentity(ctx, { name: "Quillmark_member" }),
    declareAccountAttribute: (ctx) => settings.declareAccountAttribute(ctx, { key: `club ${++made}` }),
    undeclareAccountAttribute: (ctx) => settings.undeclareAccountAttribute(ctx, { key: "club" }),
    setAccountValue: (ctx) => profile.setAccountValue(ctx, { ...person, key: "club", value: `${++made}` }),
  }),
  ...one("privacy.view", { getPrivacy: (ctx) => settings.getPrivacy(ctx, { workspaceId }) }),
  ...one("privacy.edit", {
    setRegulation: (ctx) => settings.setRegulation(ctx, { workspaceId, regulation: "gdpr", enabled: true }),
    addPurpose: (ctx) => settings.addPurpose(ctx, { workspaceId, purpose: `purpose ${++made}` }),
  }),
  ...one("audit_configuration.view", {
    listChanges: (ctx) => settings.listChanges(ctx, {}),
    listActors: (ctx) => settings.listActors(ctx),
    exportChanges: (ctx) => settings.exportChanges(ctx, {}, "csv"),
  }),
  ...one("audit_profile_views.view", {
    listProfileViews: (ctx) => settings.listProfileViews(ctx, {}),
    exportProfileViews: (ctx) => settings.exportProfileViews(ctx, {}, "json"),
  }),
  ...one("members.view", { listMembers: (ctx) => members.listMembers(ctx) }),
  ...one("members.edit", {
    inviteMember: (ctx) => members.inviteMember(ctx, { email: `guest${++made}@example.test`, role: "QA" }),
    revokeInvite: (ctx) => members.revokeInvite(ctx, { inviteId: 2_000_000_000 }),
    changeMember: (ctx) => members.changeMember(ctx, { memberId: org.members.QA.id, role: "QA" }),
    createResetLink: (ctx) => members.createResetLink(ctx, { memberId: org.members.QA.id }),
  }),
  {
    verb: "savePreferences",
    needs: "everybody",
    call: (ctx) => members.savePreferences(ctx, { timeZone: "utc" }),
  },
  { verb: "ownSignIn", needs: "everybody", call: (ctx) => members.ownSignIn(ctx) },
  {
    verb: "changePassword",
    needs: "everybody",
    call: (ctx) => members.changePassword(ctx, { current: "not theirs", next: "long enough for this" }),
  },
];

/** Functions that take who asks and are no verbs: parts of verbs, and the gate itself. */
const PARTS = new Set([
  "requirePermission",
  "requireWorkspace",
  "masksFor",
  "siblingsOf",
  "hitsFrom",
  "requirePerson",
  "searchNear",
  "resolveDevice",
  "recordProfileView",
]);

const lib = path.join(import.meta.dirname, "..");
const TAKES_WHO_ASKS = /^export (?:async )?function\*? ?(\w+)(?:<[^(]*>)?\(\s*ctx: (?:Context|Pick<Context)/gm;

function functionsThatTakeWhoAsks(): string[] {
  return readdirSync(lib, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.startsWith("generated"))
    .flatMap((file) => [...readFileSync(path.join(lib, file), "utf8").matchAll(TAKES_WHO_ASKS)])
    .map(([, name = ""]) => name);
}

/** "allowed", or the permission that was missing. What else goes wrong is the verb's own business. */
async function outcome({ call }: Case, ctx: Context): Promise<string> {
  try {
    await call(ctx);
    return "allowed";
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return error.code === "forbidden" ? String(error.details.permission) : "allowed";
  }
}

const everything = () =>
  db.query(
    `SELECT (SELECT count(*) FROM audit_log) AS changes, (SELECT count(*) FROM input) AS inputs,
            (SELECT sum(rules_version) FROM input) AS rules,
            (SELECT string_agg(s::text, ',' ORDER BY s.id) FROM identity_scope s) AS scopes, (SELECT count(*) FROM workspace) AS workspaces,
            (SELECT count(*) FROM gdpr_purpose) AS purposes, (SELECT count(*) FROM one_time_token) AS links,
            (SELECT count(*) FROM saved_device) AS devices, (SELECT count(*) FROM rate_limit) AS limits,
            (SELECT count(*) FROM partner_identity) AS partner_identities,
            (SELECT string_agg(a::text, ',' ORDER BY a.key) FROM account_attribute a) AS account_attributes,
            (SELECT string_agg(v::text, ',') FROM account_attribute_value v) AS account_values,
            (SELECT string_agg(s::text, ',' ORDER BY s.member_id) FROM membership s) AS members`,
  );

describe("every verb", () => {
  test("has a case here, and every case a verb", () => {
    const verbs = functionsThatTakeWhoAsks().filter((name) => !PARTS.has(name));
    expect(verbs.length).toBeGreaterThan(30);
    expect([...new Set(CASES.map(({ verb }) => verb))].sort()).toEqual([...new Set(verbs)].sort());
  });

  describe.each(ROLES)("answers %s by the table", (role) => {
    const ctx = org.context(role);
    const missing = ({ needs }: Case) => (needs === "everybody" ? undefined : needs.find((one) => !can(role, one)));
    const refused = CASES.filter((each) => missing(each) !== undefined);
    const allowed = CASES.filter((each) => missing(each) === undefined);

    test("refused ones name the permission and leave nothing behind", async () => {
      const before = await everything();
      for (const each of refused) expect([each.verb, await outcome(each, ctx)]).toEqual([each.verb, missing(each)]);
      expect(await everything()).toEqual(before);
    });

    test("allowed ones run", async () => {
      for (const each of allowed) expect([each.verb, await outcome(each, ctx)]).toEqual([each.verb, "allowed"]);
    });
  });

  test("gives a role that nobody knows nothing", async () => {
    const ctx = { ...org.context("Admin"), role: "Owner" as (typeof ROLES)[number] };
    for (const each of CASES) {
      if (each.needs === "everybody") continue;
      expect([each.verb, await outcome(each, ctx)]).toEqual([each.verb, each.needs[0]]);
    }
  });
});

describe("every verb that is given a place or a thing of another organisation", () => {
  test("answers as for a missing one, and changes nothing", async () => {
    const stranger = (await makeOrganization()).context("Admin & Compliance");
    const before = await everything();
    const own = new Set([
      ...["listDevices", "saveDevice", "deleteDevice", "listWorkspaces", "createWorkspace", "listMembers"],
      ...["getRateLimits", "setAccountLimits"],
      ...["inviteMember", "revokeInvite", "savePreferences", "ownSignIn", "changePassword"],
      ...["listPartnerIdentities", "addPartnerIdentity", "listAccountAttributes", "declareAccountAttribute"],
      ...["listChanges", "listActors", "exportChanges", "listProfileViews", "exportProfileViews"],
    ]);
    for (const each of CASES.filter(({ verb }) => !own.has(verb))) {
      const answer = each.call(stranger).catch((error: unknown) => (isCodedError(error) ? error.code : error));
      expect([each.verb, await answer]).toEqual([each.verb, "not_found"]);
    }
    expect(await everything()).toEqual(before);
  });

  test("lists nothing of it", async () => {
    const stranger = (await makeOrganization()).context("Admin & Compliance");
    await settings.flushProfileViews();
    expect((await settings.listChanges(stranger, {})).rows).toEqual([]);
    expect((await settings.listProfileViews(stranger, { mpid: person.mpid })).rows).toEqual([]);
    expect((await live.listDevices(stranger)).saved).toEqual([]);
    const listed = await members.listMembers(stranger);
    expect(listed.members.map(({ id }) => id)).not.toContain(org.members.Admin.id);
    expect(listed.invites).toEqual([]);
  });
});
