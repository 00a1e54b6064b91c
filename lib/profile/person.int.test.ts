import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { sendOne } from "../../tests/send";
import { ROLES } from "../access/permissions";
import { drain } from "../ingest";
import { bumpRules } from "../inputs/bump-rules";
import { prisma } from "../prisma";
import { getPerson, homeWorkspaceOf, provenanceOf } from "./index";

const db = await testDatabase();
const START = Date.now() - 3_600_000;
const HOUR = 3_600_000;
let org: MadeOrganization;
let foreign: MadeOrganization;
let mpid: string;
let ws: number;
const admin = () => org.context("Admin");
const person = (role: (typeof ROLES)[number] = "Admin") => getPerson(org.context(role), { workspaceId: ws, mpid });

beforeAll(async () => {
  [org, foreign] = [await makeOrganization(), await makeOrganization()];
  ws = org.workspaces[0].id;
  await db.query("UPDATE workspace SET gdpr_enabled = true, ccpa_enabled = true WHERE id = $1", [ws]);
  await db.query("INSERT INTO gdpr_purpose VALUES ($1, 'analytics', 0), ($1, 'marketing', 0)", [ws]);
  await prisma().$transaction((tx) => bumpRules(tx, { workspaceId: ws }));
  ({ mpid } = await sendOne(
    org.inputs.ios.key,
    {
      environment: "production",
      user_identities: { customer_id: "K-1", email: "first@wren.example" },
      user_attributes: { $FirstName: "Wren", tier: "silver", Zebra: "1", apple: ["a", "b"], vip: null, empty: "" },
      device_info: {
        platform: "iOS",
        device_model: "iPhone99,1",
        ios_advertising_id: "AAAA-1",
        limit_ad_tracking: true,
      },
      application_info: { application_version: "4.2" },
      ip: "203.0.113.9",
      consent_state: { gdpr: { analytics: { consented: true, timestamp_unixtime_ms: START, location: "Checkout" } } },
      attribution_info: { publisher: "Gullmark Ads", campaign: "Spring" },
      events: [{ event_type: "opt_out", data: { is_opted_out: true } }],
    },
    START,
  ));
  await sendOne(
    org.inputs.custom.key,
    { mpid, user_identities: { email: "second@wren.example" }, user_attributes: { tier: "gold" } },
    START + 1_000,
  );
  await sendOne(org.inputs.partner.key, { mpid, user_attributes: { tier: "bronze" } }, START + 2_000);
});
afterAll(async () => {
  await drain();
  await db.close();
});

describe("the person", () => {
  test("has every section", async () => {
    const found = await person();
    expect(found).toMatchObject({
      mpid,
      known: true,
      orphaned: false,
      name: "Wren",
      isOptedOut: true,
      limitAdTracking: true,
      ip: "203.0.113.9",
      firstSeen: START,
      lastSeen: START + 2_000,
    });
    expect(found.attributes.map((one) => one.key)).toEqual(["$firstname", "apple", "empty", "tier", "vip", "Zebra"]);
    expect(found.attributes.find((one) => one.key === "tier")).toMatchObject({
      value: "gold",
      tier: 3,
      input: { name: "custom" },
      updatedAt: START + 1_000,
    });
    expect(found.attributes.find((one) => one.key === "vip")?.value).toBeNull();
    expect(found.attributes.find((one) => one.key === "empty")?.value).toBe("");
    expect(found.identities.filter((one) => one.type === "email")).toMatchObject([
      { value: "second@wren.example", current: true, updatedAt: START + 1_000 },
      { value: "first@wren.example", current: false, firstSeen: START },
    ]);
    expect(found.devices).toMatchObject([{ platform: "iOS", model: "iPhone99,1", limitAdTracking: true }]);
    expect(found.attribution).toMatchObject([{ publisher: "Gullmark Ads", campaign: "Spring" }]);
    expect(found.usage).toMatchObject([{ workspaceId: ws, deviceId: { type: "ios_advertising_id", value: "AAAA-1" } }]);
    expect(found.usage[0]?.inputs.map((input) => input.name)).toEqual(["partner", "custom", "ios"]);
  });

  test("tells a given consent from a purpose that was never asked", async () => {
    const { consent } = await person();
    expect(consent.map((one) => [one.regulation, one.purpose, one.record?.consented])).toEqual([
      ["gdpr", "analytics", true],
      ["gdpr", "marketing", undefined],
      ["ccpa", "data_sale_opt_out", undefined],
    ]);
  });

  test("takes the same number of statements, whatever is known of the person", async () => {
    const bare = await sendOne(org.inputs.web.key, { user_identities: { email: "bare@wren.example" } });
    const statements = vi.spyOn(pg.Pool.prototype, "query");
    const count = async (id: string) => {
      statements.mockClear();
      await getPerson(admin(), { workspaceId: ws, mpid: id });
      return statements.mock.calls.length;
    };
    expect([await count(bare.mpid), await count(mpid)]).toEqual([8, 8]);
    statements.mockRestore();
  });

  test("is opened in the workspace where it was seen last", async () => {
    expect(await homeWorkspaceOf(admin(), mpid)).toBe(ws);
    const loyalty = await org.addInput({ kind: "web", workspaceId: org.workspaces[1].id });
    await sendOne(loyalty.key, { mpid }, START + 2 * HOUR);
    expect(await homeWorkspaceOf(admin(), mpid)).toBe(org.workspaces[1].id);
    await expect(homeWorkspaceOf(foreign.context("Admin"), mpid)).rejects.toMatchObject({ code: "not_found" });
    await expect(homeWorkspaceOf(admin(), "12")).rejects.toMatchObject({ code: "not_found" });
    await expect(homeWorkspaceOf(admin(), "twelve")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("provenance", () => {
  const of = (kind: "attribute" | "identity" | "consent" | "field", key: string) =>
    provenanceOf(admin(), { workspaceId: ws, mpid, kind, key });

  test("of an attribute names the winner, the values before it and the ones that lost", async () => {
    const { entries } = await of("attribute", "tier");
    expect(entries.map((one) => [one.result, one.value, one.input?.name, one.tier])).toEqual([
      ["blocked", "bronze", "partner", 6],
      ["set", "gold", "custom", 3],
      ["set", "silver", "ios", 4],
    ]);
    expect(entries[0]).toMatchObject({ lostToTier: 3, at: START + 2_000 });
    expect(entries[1]).toMatchObject({ before: "silver" });
  });

  test("of identities, consent and fields says which batch brought them", async () => {
    expect((await of("identity", "email")).entries).toMatchObject([
      { result: "set", value: "second@wren.example", input: { name: "custom" } },
      { result: "set", value: "first@wren.example", input: { name: "ios" } },
    ]);
    expect((await of("consent", "gdpr.analytics")).entries).toMatchObject([{ result: "set", input: { name: "ios" } }]);
    expect((await of("field", "ip")).entries).toMatchObject([{ result: "set", value: "203.0.113.9", before: null }]);
  });

  test("of an attribute is known also when its change lies too far back", async () => {
    await db.query("DELETE FROM profile_change WHERE mpid = $1 AND strpos(changes, 'Zebra') > 0", [mpid]);
    expect((await of("attribute", "Zebra")).entries).toMatchObject([
      { result: "set", value: "1", input: { name: "ios" } },
    ]);
  });

  test("of a key that nobody ever set is empty", async () => {
    expect(await of("attribute", 'no"such\\key')).toEqual({ entries: [], more: false });
  });
});

describe("who may read a person", () => {
  const allowed = new Set(["Admin", "Admin & Compliance", "Support Access", "Marketer", "QA"]);

  test.each(ROLES.filter((role) => !allowed.has(role)))("refuses %s", async (role) => {
    const ctx = org.context(role);
    await expect(getPerson(ctx, { workspaceId: ws, mpid })).rejects.toMatchObject({ code: "forbidden" });
    await expect(homeWorkspaceOf(ctx, mpid)).rejects.toMatchObject({ code: "forbidden" });
    await expect(provenanceOf(ctx, { workspaceId: ws, mpid, kind: "field", key: "ip" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("answers not_found for a person of another organisation or scope", async () => {
    const own = foreign.workspaces[0].id;
    await expect(getPerson(foreign.context("Admin"), { workspaceId: own, mpid })).rejects.toMatchObject({
      code: "not_found",
    });
    const otherScope = { workspaceId: org.workspaces[2].id, mpid };
    await expect(getPerson(admin(), otherScope)).rejects.toMatchObject({ code: "not_found" });
    await expect(provenanceOf(admin(), { ...otherScope, kind: "field", key: "ip" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("gives QA no personal value of a production person", async () => {
    const found = await person("QA");
    expect(found.masked).toBe(true);
    const told = JSON.stringify([
      found,
      await provenanceOf(org.context("QA"), { workspaceId: ws, mpid, kind: "attribute", key: "tier" }),
      await provenanceOf(org.context("QA"), { workspaceId: ws, mpid, kind: "identity", key: "email" }),
      await provenanceOf(org.context("QA"), { workspaceId: ws, mpid, kind: "field", key: "ip" }),
    ]);
    expect(told).not.toMatch(/K-1|wren\.example|Wren|gold|silver|bronze|AAAA-1|203\.0|Checkout|Gullmark|Spring/);
    expect(found.attributes.map((one) => one.key)).toContain("tier");
  });
});
