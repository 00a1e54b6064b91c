import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { answerTo, attributesOf, customEvent, send, sendBytes, sendOne, storedBatch } from "../../tests/send";
import type { Prisma } from "../generated/prisma/client";
import { bumpRules, type RulesOwner } from "../inputs/bump-rules";
import type { Mpid } from "../int64";
import { prisma } from "../prisma";
import { batchDetail } from "../profile/batch-detail";
import { drain } from "./index";

const db = await testDatabase();
let org: MadeOrganization;
beforeAll(async () => {
  org = await makeOrganization();
});
afterAll(async () => {
  await drain();
  await db.close();
});

let count = 0;
const nobody = (prefix: string) => `${prefix}-${++count}`;
const customer = (value: string) => ({ user_identities: { customer_id: value } });

/** Changes a setting as the verbs do: with the rules' version, in one transaction. */
async function settle(owner: RulesOwner, change: (tx: Prisma.TransactionClient) => Promise<unknown>): Promise<void> {
  await prisma().$transaction(async (tx) => {
    await change(tx);
    await bumpRules(tx, owner);
  });
}

const setWorkspace = (data: Prisma.WorkspaceUpdateInput) =>
  settle({ workspaceId: org.workspaces[0].id }, (tx) =>
    tx.workspace.update({ where: { id: org.workspaces[0].id }, data }),
  );

async function profileOf(mpid: Mpid) {
  const [row] = await db.query<{
    first_seen: string;
    last_seen: string;
    ip: string | null;
    is_opted_out: boolean;
    limit_ad_tracking: boolean | null;
    identities: string;
    partner_identities: string;
  }>("SELECT * FROM profile WHERE mpid = $1", [mpid]);
  if (!row) throw new Error(`There is no profile ${mpid}.`);
  return { ...row, identities: JSON.parse(row.identities), partnerIdentities: JSON.parse(row.partner_identities) };
}

async function placeOf(mpid: Mpid) {
  const [row] = await db.query<{
    inputs: string;
    consent: string;
    attribution: string;
    first_seen: string;
    last_seen: string;
  }>("SELECT * FROM profile_workspace WHERE mpid = $1 AND workspace_id = $2", [mpid, org.workspaces[0].id]);
  if (!row) throw new Error(`The workspace does not know ${mpid}.`);
  return {
    ...row,
    inputs: JSON.parse(row.inputs),
    consent: JSON.parse(row.consent),
    attribution: JSON.parse(row.attribution),
  };
}

async function devicesOf(mpid: Mpid) {
  const rows = await db.query<{
    das: string;
    platform: string | null;
    identities: string;
    metadata: string;
    integration_attributes: string;
    limit_ad_tracking: boolean | null;
    att_status: string | null;
    att_at: string | null;
    first_seen: string;
    last_seen: string;
  }>("SELECT * FROM device WHERE mpid = $1 ORDER BY first_seen, das", [mpid]);
  return rows.map((row) => ({
    ...row,
    identities: JSON.parse(row.identities),
    metadata: JSON.parse(row.metadata),
    integration: JSON.parse(row.integration_attributes),
  }));
}

const warningsOf = async (id: Parameters<typeof storedBatch>[1]) => (await storedBatch(db, id)).decision.warnings;

describe("64-bit MPIDs", () => {
  const EXACT = ["7346244611012968789", "-8921341234567890123"] as const;
  beforeAll(async () => {
    for (const mpid of EXACT) {
      await db.query(
        `INSERT INTO profile (mpid, scope_id, environment, first_seen, last_seen, identities)
         VALUES ($1, $2, 'production', 1, 1, '{}')`,
        [mpid, org.workspaces[0].identityScopeId],
      );
    }
  });

  test.each(EXACT)("%s is reached as a number and as a text, exactly", async (mpid) => {
    for (const literal of [mpid, `"${mpid}"`]) {
      const body = Buffer.from(`{"mpid":${literal},"user_attributes":{"k":"v"},"events":[]}`);
      const answer = await sendBytes(org.inputs.web.key, body);
      expect(answer).toMatchObject({ status: "accepted", batches: [{ outcome: "updated", mpid }] });
      if (answer.status !== "accepted" || !answer.batches[0]) throw new Error("not stored");
      const batch = await storedBatch(db, answer.batches[0].id);
      expect(batch.mpid).toBe(mpid);
      expect(batch.decision.identity).toMatchObject({ by: "mpid", found: mpid });
      expect(batch.body?.mpid).toBe(BigInt(mpid));
    }
    expect(await db.query("SELECT mpid FROM user_attribute WHERE mpid = $1", [mpid])).toEqual([{ mpid }]);
  });

  test("a neighbour that a double can't tell apart is another person", async () => {
    const body = Buffer.from('{"mpid":7346244611012968790}');
    expect(await sendBytes(org.inputs.web.key, body)).toMatchObject({
      batches: [{ outcome: "unresolved", mpid: null }],
    });
  });

  test.each(["9223372036854775808", "1e300", "1.5", '"12a"', "[]", "true"])("%s is no MPID", async (literal) => {
    const answer = await sendBytes(org.inputs.web.key, Buffer.from(`{"mpid":${literal}}`));
    expect(answer).toMatchObject({ status: "bad_request", batches: [{ outcome: "rejected" }] });
  });

  test("zero is nobody", async () => {
    expect(await send(org.inputs.web.key, { mpid: 0 })).toMatchObject([{ outcome: "unresolved" }]);
  });
});

describe("identities", () => {
  test("what the record lacks is added; the look-up table says the same as the record", async () => {
    const id = nobody("ida");
    const { mpid } = await sendOne(org.inputs.web.key, customer(id), 1_790_000_000_000);
    await sendOne(
      org.inputs.web.key,
      { user_identities: { customerid: id, email: `${id}@example.test`, alias: "kitty" } },
      1_790_000_000_500,
    );
    const profile = await profileOf(mpid);
    expect(profile.identities).toEqual({
      customer_id: [{ v: id, f: 1_790_000_000_000, u: 1_790_000_000_000 }],
      email: [{ v: `${id}@example.test`, f: 1_790_000_000_500, u: 1_790_000_000_500 }],
      alias: [{ v: "kitty", f: 1_790_000_000_500, u: 1_790_000_000_500 }],
    });
    expect(await db.query("SELECT type, value, is_unique FROM identity WHERE mpid = $1 ORDER BY type", [mpid])).toEqual(
      [
        { type: "alias", value: "kitty", is_unique: false },
        { type: "customer_id", value: id, is_unique: true },
        { type: "email", value: `${id}@example.test`, is_unique: false },
      ],
    );
  });

  test("a device id alone never returns a known person, and makes an anonymous one that is found again", async () => {
    const [id, idfv] = [nobody("known"), nobody("V")];
    const known = await sendOne(org.inputs.ios.key, { ...customer(id), device_info: { ios_idfv: idfv } });
    const anonymous = await sendOne(org.inputs.ios.key, { device_info: { ios_idfv: idfv } });
    expect(anonymous.mpid).not.toBe(known.mpid);
    expect(await sendOne(org.inputs.ios.key, { device_info: { ios_idfv: idfv } })).toMatchObject({
      mpid: anonymous.mpid,
    });
    expect(await sendOne(org.inputs.ios.key, { ...customer(id), device_info: { ios_idfv: idfv } })).toMatchObject({
      mpid: known.mpid,
    });
  });

  test("a new login ID joins the anonymous person that matched", async () => {
    const [id, idfv] = [nobody("joins"), nobody("V")];
    const anonymous = await sendOne(org.inputs.ios.key, { device_info: { ios_idfv: idfv } });
    expect(await sendOne(org.inputs.ios.key, { ...customer(id), device_info: { ios_idfv: idfv } })).toMatchObject({
      mpid: anonymous.mpid,
    });
    expect(await sendOne(org.inputs.custom.key, customer(id))).toMatchObject({ mpid: anonymous.mpid });
  });

  test("a named MPID takes a unique value from whoever had it; that one is orphaned and found by nobody", async () => {
    const [first, second] = [nobody("first"), nobody("second")];
    const winner = await sendOne(org.inputs.custom.key, customer(first));
    const loser = await sendOne(org.inputs.custom.key, customer(second));
    const { batchId } = await sendOne(org.inputs.custom.key, { mpid: winner.mpid, ...customer(second) });
    expect((await storedBatch(db, batchId)).decision.identity).toMatchObject({
      added: ["customer_id"],
      replaced: ["customer_id"],
      taken: [{ type: "customer_id", from: loser.mpid }],
    });
    expect((await profileOf(winner.mpid)).identities.customer_id.map((entry: { v: string }) => entry.v)).toEqual([
      second,
    ]);
    expect((await profileOf(loser.mpid)).identities).toEqual({});
    expect(await db.query("SELECT mpid FROM identity WHERE value = $1", [second])).toEqual([{ mpid: winner.mpid }]);
    expect(
      await db.query("SELECT value, mpid FROM former_identity WHERE value = ANY($1) ORDER BY value", [[first, second]]),
    ).toEqual([
      { value: first, mpid: winner.mpid },
      { value: second, mpid: loser.mpid },
    ]);
    const changes = await db.query<{ mpid: Mpid; changes: string }>(
      "SELECT mpid, changes FROM profile_change WHERE batch_id = $1",
      [batchId],
    );
    const byPerson = Object.fromEntries(changes.map((row) => [row.mpid, JSON.parse(row.changes).identities]));
    expect(byPerson).toEqual({
      [winner.mpid]: { customer_id: { added: [second], removed: [first] } },
      [loser.mpid]: { customer_id: { removed: [second] } },
    });
    expect(await sendOne(org.inputs.custom.key, customer(first))).not.toMatchObject({ mpid: winner.mpid });
    expect(await send(org.inputs.custom.key, { mpid: loser.mpid })).toMatchObject([
      { outcome: "updated", mpid: loser.mpid },
    ]);
  });

  test("a unique value that goes there and back within one request ends where the last batch put it", async () => {
    const [a, b] = [nobody("a"), nobody("b")];
    const one = await sendOne(org.inputs.custom.key, customer(a));
    const two = await sendOne(org.inputs.custom.key, customer(b));
    await send(org.inputs.custom.key, [
      { mpid: two.mpid, ...customer(a) },
      { mpid: one.mpid, ...customer(a) },
      { mpid: two.mpid, ...customer(b) },
    ]);
    expect(await db.query("SELECT value, mpid FROM identity WHERE value = ANY($1) ORDER BY value", [[a, b]])).toEqual([
      { value: a, mpid: one.mpid },
      { value: b, mpid: two.mpid },
    ]);
    expect((await profileOf(one.mpid)).identities.customer_id).toHaveLength(1);
    expect((await profileOf(two.mpid)).identities.customer_id.map((entry: { v: string }) => entry.v)).toEqual([b]);
  });

  test("a batch with nothing but identities that look nobody up makes nobody", async () => {
    expect(await send(org.inputs.web.key, { user_identities: { alias: nobody("alias") } })).toMatchObject([
      { outcome: "unresolved" },
    ]);
  });

  test("a value that very many hold is looked at in part, and the batch says so", async () => {
    const idfv = nobody("shared");
    for (let i = 0; i < 30; i += 1) {
      await sendOne(org.inputs.ios.key, { ...customer(nobody("crowd")), device_info: { ios_idfv: idfv } });
    }
    const { batchId } = await sendOne(org.inputs.ios.key, { device_info: { ios_idfv: idfv } });
    const batch = await storedBatch(db, batchId);
    expect(batch.decision.identity?.steps).toMatchObject([{ type: "ios_idfv", candidates: 25, capped: true }]);
    expect(batch.decision.warnings).toContainEqual({
      code: "identity_capped",
      params: { type: "ios_idfv", count: 25 },
    });
    expect(batch.outcome).toBe("created");
  });
});

describe("consent", () => {
  const yes = { consented: true, timestamp_unixtime_ms: 1_000 };
  const no = { consented: false, timestamp_unixtime_ms: 2_000 };
  beforeAll(async () => {
    await prisma().gdprPurpose.create({
      data: { workspaceId: org.workspaces[0].id, purpose: "parcels", createdAt: 1n },
    });
    await setWorkspace({ gdprEnabled: true, ccpaEnabled: true });
  });

  test("is recorded, replaced by a newer one, and not by an older one", async () => {
    const person = customer(nobody("consent"));
    const say = (record: unknown) =>
      sendOne(org.inputs.web.key, {
        ...person,
        consent_state: { gdpr: { parcels: record }, ccpa: { data_sale_opt_out: record } },
      });
    const { mpid } = await say(yes);
    await say(no);
    const { batchId } = await say(yes);
    expect((await placeOf(mpid)).consent).toEqual({ gdpr: { parcels: no }, ccpa: { data_sale_opt_out: no } });
    expect((await storedBatch(db, batchId)).decision.consent?.map(({ result }) => result)).toEqual(["older", "older"]);
  });

  test("that changed is told in the batch's outbound form, masked where values are", async () => {
    const person = customer(nobody("consent"));
    const { mpid } = await sendOne(org.inputs.web.key, { ...person, consent_state: { gdpr: { parcels: yes } } });
    const { batchId } = await sendOne(org.inputs.web.key, {
      ...person,
      consent_state: { gdpr: { parcels: { ...no, location: "12 Wharf Lane" } } },
    });
    const { outbound } = await batchDetail(org.context("Admin"), { batchId });
    expect(JSON.parse(outbound ?? "").system_notifications).toEqual([
      {
        type: "gdpr_change",
        data: {
          purpose: "parcels",
          old: { ...yes, regulation: "GDPR" },
          current: { ...no, location: "12 Wharf Lane", regulation: "GDPR" },
        },
      },
    ]);
    expect((await placeOf(mpid)).consent).toMatchObject({ gdpr: { parcels: no } });
    const masked = await batchDetail(org.context("QA"), { batchId });
    expect(masked.masked).toBe(true);
    expect(masked.outbound).not.toContain("12 Wharf Lane");
  });

  test("is withdrawn by null", async () => {
    const person = customer(nobody("consent"));
    const { mpid } = await sendOne(org.inputs.web.key, { ...person, consent_state: { gdpr: { parcels: yes } } });
    await sendOne(org.inputs.web.key, { ...person, consent_state: { gdpr: { parcels: null } } });
    expect((await placeOf(mpid)).consent).toEqual({ gdpr: {} });
  });

  test.each([
    ["custom", []],
    ["partner", ["consent_source_not_allowed"]],
    ["csv", ["consent_source_not_allowed"]],
  ] as const)("from a %s feed: %j", async (input, codes) => {
    const { mpid, batchId } = await sendOne(org.inputs[input].key, {
      ...customer(nobody("consent")),
      consent_state: { gdpr: { parcels: yes } },
    });
    expect((await warningsOf(batchId)).map(({ code }) => code)).toEqual(codes);
    expect((await placeOf(mpid)).consent).toEqual(codes.length > 0 ? {} : { gdpr: { parcels: yes } });
  });

  test("an unknown purpose, and a regulation that is off, are ignored with a warning", async () => {
    const unknown = await sendOne(org.inputs.web.key, {
      ...customer(nobody("consent")),
      consent_state: { gdpr: { drums: yes } },
    });
    expect(await warningsOf(unknown.batchId)).toEqual([
      { code: "consent_unknown_purpose", params: { regulation: "gdpr", purpose: "drums" } },
    ]);
    await setWorkspace({ ccpaEnabled: false });
    const off = await sendOne(org.inputs.web.key, {
      ...customer(nobody("consent")),
      consent_state: { ccpa: { data_sale_opt_out: yes } },
    });
    expect(await warningsOf(off.batchId)).toEqual([
      { code: "consent_regulation_off", params: { regulation: "ccpa", purpose: "data_sale_opt_out" } },
    ]);
    expect((await placeOf(off.mpid)).consent).toEqual({});
    await setWorkspace({ ccpaEnabled: true });
  });
});

describe("facts of a person", () => {
  test("the last opt_out event speaks; one without a value opts in", async () => {
    const person = customer(nobody("opt"));
    const opt = (...values: (boolean | undefined)[]) =>
      sendOne(org.inputs.web.key, {
        ...person,
        events: values.map((value) => ({
          event_type: "opt_out",
          data: value === undefined ? {} : { is_opted_out: value },
        })),
      });
    const { mpid } = await opt(false, true);
    expect(await profileOf(mpid)).toMatchObject({ is_opted_out: true });
    await sendOne(org.inputs.web.key, { ...person, events: [customEvent("Else")] });
    expect(await profileOf(mpid)).toMatchObject({ is_opted_out: true });
    await opt(true, undefined);
    expect(await profileOf(mpid)).toMatchObject({ is_opted_out: false });
  });

  test.each([
    ["a text", "one", "one"],
    ["a whole number", 9, "9"],
    ["a fraction", 2.5, "2.5"],
    ["true", true, "true"],
    ["a list of anything scalar", ["a", 1, false], ["a", "1", "false"]],
    ["null, a tag", null, null],
  ])("an attribute that is %s is kept as text", async (_name, sent, kept) => {
    const { mpid } = await sendOne(org.inputs.web.key, {
      ...customer(nobody("attribute")),
      user_attributes: { value: sent },
    });
    expect(await attributesOf(db, mpid, org.workspaces[0].id)).toEqual({ value: kept });
  });

  test("within one batch attributes are deleted first and set then; a key may turn from text to list and back", async () => {
    const person = customer(nobody("attribute"));
    const { mpid } = await sendOne(org.inputs.web.key, {
      ...person,
      user_attributes: { a: "1", b: "1", $FirstName: "O" },
    });
    await sendOne(org.inputs.web.key, {
      ...person,
      deleted_user_attributes: ["a", "b", "$firstNAME", "never"],
      user_attributes: { b: ["2", "3"] },
    });
    expect(await attributesOf(db, mpid, org.workspaces[0].id)).toEqual({ b: ["2", "3"] });
    await sendOne(org.inputs.web.key, { ...person, user_attributes: { b: "4", $LASTNAME: "F" } });
    expect(await attributesOf(db, mpid, org.workspaces[0].id)).toEqual({ b: "4", $lastname: "F" });
  });

  test("limit-ad-tracking is the last one that was said", async () => {
    const person = customer(nobody("lat"));
    const say = (deviceInfo: Record<string, unknown>) =>
      sendOne(org.inputs.ios.key, { ...person, device_info: deviceInfo });
    const { mpid } = await say({ ios_idfv: nobody("V") });
    expect(await profileOf(mpid)).toMatchObject({ limit_ad_tracking: null });
    await say({ ios_idfv: nobody("V"), limit_ad_tracking: true });
    await say({ ios_idfv: nobody("V") });
    expect(await profileOf(mpid)).toMatchObject({ limit_ad_tracking: true });
    expect((await devicesOf(mpid)).map((device) => device.limit_ad_tracking)).toEqual([null, true, null]);
  });

  test("the address is the client's, else what the batch says; one that is none stays out with a warning", async () => {
    const person = customer(nobody("ip"));
    const { mpid } = await sendOne(org.inputs.custom.key, { ...person, ip: "2001:db8::7" });
    expect(await profileOf(mpid)).toMatchObject({ ip: "2001:db8::7" });
    const { batchId } = await sendOne(org.inputs.custom.key, { ...person, ip: "300.1.1.1" });
    expect(await profileOf(mpid)).toMatchObject({ ip: "2001:db8::7" });
    expect(await warningsOf(batchId)).toEqual([{ code: "ip_invalid" }]);
    await answerTo(org.inputs.web.key, { ...person, ip: "192.0.2.1" }, { clientIp: "192.0.2.200" });
    expect(await profileOf(mpid)).toMatchObject({ ip: "192.0.2.200" });
  });

  test("first_seen is the receipt of the first batch, whatever its events say; a late one does not turn back last_seen", async () => {
    const person = customer(nobody("seen"));
    const at = Date.now() - 60_000;
    const old = {
      event_type: "custom_event",
      data: { event_name: "Old", custom_event_type: "other", timestamp_unixtime_ms: 1_000 },
    };
    const { mpid } = await sendOne(org.inputs.web.key, { ...person, events: [old] }, at);
    await sendOne(org.inputs.web.key, person, at - 5_000);
    expect(await profileOf(mpid)).toMatchObject({ first_seen: String(at), last_seen: String(at) });
    const { inputs, last_seen } = await placeOf(mpid);
    expect({ inputs, last_seen }).toEqual({ inputs: { [org.inputs.web.id]: [at, at] }, last_seen: String(at) });
    await sendOne(org.inputs.ios.key, person, at + 7);
    expect((await placeOf(mpid)).inputs).toEqual({
      [org.inputs.web.id]: [at, at],
      [org.inputs.ios.id]: [at + 7, at + 7],
    });
  });

  test("partner identities: registered ones of anybody from a platform, of the partner itself from its feed", async () => {
    for (const [name, partner] of [
      ["Quillmark_Id", "Quillmark"],
      ["Foxglove_Id", "Foxglove"],
    ] as const) {
      await prisma().partnerIdentity.create({ data: { accountId: org.accountId, name, partner, createdAt: 1n } });
    }
    await settle({ accountId: org.accountId }, async () => {});
    const ids = { Quillmark_Id: "q", Foxglove_Id: "f", Nettle_Id: "n" };
    const platform = await sendOne(org.inputs.web.key, { ...customer(nobody("partner")), partner_identities: ids });
    expect((await profileOf(platform.mpid)).partnerIdentities).toEqual({ Quillmark_Id: "q", Foxglove_Id: "f" });
    expect(await warningsOf(platform.batchId)).toEqual([
      { code: "partner_identity_unregistered", params: { name: "Nettle_Id" } },
    ]);
    const feed = await sendOne(org.inputs.partner.key, { ...customer(nobody("partner")), partner_identities: ids });
    expect((await profileOf(feed.mpid)).partnerIdentities).toEqual({ Quillmark_Id: "q" });
    expect((await warningsOf(feed.batchId)).map(({ code }) => code).sort()).toEqual([
      "partner_identity_foreign",
      "partner_identity_unregistered",
    ]);
  });

  test("install attribution is kept from its event and from attribution_info, and from no other event", async () => {
    const person = customer(nobody("install"));
    const event = (name: string, attributes: Record<string, unknown>, type = "attribution") => ({
      event_type: "custom_event",
      data: { event_name: name, custom_event_type: type, custom_attributes: attributes, timestamp_unixtime_ms: 5_000 },
    });
    const { mpid } = await sendOne(org.inputs.ios.key, {
      ...person,
      events: [
        event("attribution", { publisher: "Gazette", campaign: "Spring" }),
        event("re-engagement", { publisher: "Gazette", campaign: "Autumn" }),
        event("attribution", { publisher: "Gazette" }),
        event("attribution", { publisher: "Gazette", campaign: "Other" }, "other"),
      ],
    });
    const at = Date.now();
    await sendOne(
      org.inputs.ios.key,
      { ...person, attribution_info: { service_provider: "Counting House", publisher: "Herald", campaign: "Summer" } },
      at,
    );
    await sendOne(org.inputs.ios.key, {
      ...person,
      attribution_info: { service_provider: "Counting House", publisher: "Herald", campaign: "Summer" },
    });
    const input_id = org.inputs.ios.id;
    expect((await placeOf(mpid)).attribution).toEqual([
      { publisher: "Gazette", campaign: "Spring", input_id, timestamp_unixtime_ms: 5_000 },
      {
        publisher: "Herald",
        campaign: "Summer",
        service_provider: "Counting House",
        input_id,
        timestamp_unixtime_ms: at,
      },
    ]);
  });
});

describe("devices", () => {
  test("a stamp is taken as it is; without one it derives from the strongest device id", async () => {
    const person = customer(nobody("device"));
    const idfv = nobody("V");
    const named = await sendOne(org.inputs.ios.key, {
      ...person,
      mp_deviceid: "0b1c7a6e-5d0c-4f7e-9c61-6a51a35a4b10",
      device_info: { ios_idfv: idfv },
    });
    const derived = await sendOne(org.inputs.ios.key, { ...person, device_info: { ios_idfv: idfv, os_version: "17" } });
    const again = await sendOne(org.inputs.ios.key, {
      ...person,
      device_info: { ios_idfv: idfv, ios_advertising_id: "AD-1", brand: "Lantern" },
    });
    const batches = [
      await storedBatch(db, named.batchId),
      await storedBatch(db, derived.batchId),
      await storedBatch(db, again.batchId),
    ];
    expect(batches.map(({ decision }) => [decision.device?.derived, decision.device?.isNew])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ]);
    expect(batches[2]?.das).toBe(batches[1]?.das);
    const devices = await devicesOf(named.mpid);
    expect(devices).toHaveLength(2);
    expect(devices.find((device) => device.das === batches[1]?.das)).toMatchObject({
      platform: "iOS",
      identities: { ios_idfv: idfv, ios_advertising_id: "AD-1" },
      metadata: { device_info: { os_version: "17", brand: "Lantern" } },
    });
  });

  test.each(["authorized", "denied", "not_determined", "restricted"])(
    "say what was answered to App Tracking Transparency: %s, and when",
    async (status) => {
      const device = { ios_idfv: nobody("V") };
      const person = customer(nobody("att"));
      const { mpid } = await sendOne(org.inputs.ios.key, {
        ...person,
        device_info: { ...device, att_authorization_status: status, att_timestamp_unixtime_ms: 1_700_000_000_000 },
      });
      await sendOne(org.inputs.ios.key, { ...person, device_info: device });
      expect(await devicesOf(mpid)).toMatchObject([{ att_status: status, att_at: "1700000000000" }]);
    },
  );

  test("keep integration attributes, each module's last value", async () => {
    const person = { ...customer(nobody("module")), mp_deviceid: nobody("stamp") };
    const say = (integration_attributes: unknown) => sendOne(org.inputs.web.key, { ...person, integration_attributes });
    const { mpid } = await say({ "12": { visitor: "v", campaign: "a" }, "13": { client: "c" } });
    await say({ "12": { visitor: "w" } });
    expect(await devicesOf(mpid)).toMatchObject([{ integration: { "12": { visitor: "w" }, "13": { client: "c" } } }]);
  });

  test("are of the platform that they say, else of the input's", async () => {
    const send = (input: "ios" | "web" | "custom", deviceInfo: Record<string, unknown>) =>
      sendOne(org.inputs[input].key, {
        ...customer(nobody("platform")),
        mp_deviceid: nobody("stamp"),
        device_info: deviceInfo,
      });
    const platformOf = async (mpid: Mpid) => (await devicesOf(mpid)).map(({ platform }) => platform);
    expect(await platformOf((await send("ios", { platform: "tvOS" })).mpid)).toEqual(["tvOS"]);
    expect(await platformOf((await send("ios", {})).mpid)).toEqual(["iOS"]);
    expect(await platformOf((await send("web", {})).mpid)).toEqual(["web"]);
    expect(await platformOf((await send("custom", {})).mpid)).toEqual([null]);
  });

  test("hold device ids only, never the person's", async () => {
    const id = nobody("device");
    const { mpid } = await sendOne(org.inputs.ios.key, {
      user_identities: { customer_id: id, email: `${id}@example.test` },
      mp_deviceid: "5f0f4b3a-0f0c-4a8a-8f3e-0a35a6f1c0de",
      device_info: { ios_idfv: id, push_token: "p" },
    });
    const [device] = await devicesOf(mpid);
    expect(device?.identities).toEqual({ ios_idfv: id, push_token: "p" });
  });

  test("a batch without a device id makes none", async () => {
    const { mpid } = await sendOne(org.inputs.custom.key, {
      ...customer(nobody("device")),
      device_info: { os_version: "9" },
    });
    expect(await devicesOf(mpid)).toEqual([]);
  });

  test("restricted advertising ids are neither looked up, nor recorded, nor kept in the batch", async () => {
    await settle({ inputId: org.inputs.ios.id }, (tx) =>
      tx.input.update({ where: { id: org.inputs.ios.id }, data: { restrictDeviceIdByLat: true } }),
    );
    const [idfa, idfv] = [nobody("AD"), nobody("V")];
    const limited = await sendOne(org.inputs.ios.key, {
      device_info: { ios_advertising_id: idfa, ios_idfv: idfv, limit_ad_tracking: true },
    });
    const batch = await storedBatch(db, limited.batchId);
    expect(batch.decision.warnings).toEqual([
      { code: "advertising_ids_dropped", params: { types: "ios_advertising_id" } },
    ]);
    expect(await db.query("SELECT 1 FROM identity WHERE value = $1", [idfa])).toEqual([]);
    expect(
      JSON.stringify([batch, await devicesOf(limited.mpid), await profileOf(limited.mpid)], bigints),
    ).not.toContain(idfa);
    const free = await sendOne(org.inputs.ios.key, {
      device_info: { ios_advertising_id: idfa, limit_ad_tracking: false },
    });
    expect(free.mpid).not.toBe(limited.mpid);
    expect(
      await send(org.inputs.ios.key, { device_info: { ios_advertising_id: idfa, limit_ad_tracking: true } }),
    ).toMatchObject([{ outcome: "unresolved" }]);
  });
});

const bigints = (_key: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);

describe("event names", () => {
  test("over the limit of the workspace are kept with the event, and not listed", async () => {
    const feed = await org.addInput({ kind: "web", workspaceId: org.workspaces[2].id });
    const workspaceId = org.workspaces[2].id;
    await settle({ workspaceId }, (tx) =>
      tx.workspace.update({ where: { id: workspaceId }, data: { eventNameLimit: 3 } }),
    );
    const screen = { event_type: "screen_view", data: { screen_name: "A" } };
    const first = await sendOne(feed.key, {
      ...customer("names"),
      events: [customEvent("A"), customEvent("A"), screen],
    });
    expect(await warningsOf(first.batchId)).toEqual([]);
    const [second] = await send(feed.key, [
      { ...customer("names"), events: [customEvent("B"), customEvent("C"), customEvent("A")] },
      { ...customer("names"), events: [customEvent("D"), customEvent("B")] },
    ]);
    expect(second && (await warningsOf(second.id))).toEqual([
      { code: "event_name_limit", params: { count: 1, limit: 3 } },
    ]);
    expect(
      await db.query("SELECT event_type, name FROM event_name WHERE workspace_id = $1 ORDER BY event_type, name", [
        workspaceId,
      ]),
    ).toEqual([
      { event_type: "custom_event", name: "A" },
      { event_type: "custom_event", name: "B" },
      { event_type: "screen_view", name: "A" },
    ]);
    expect(await db.query("SELECT event_names FROM workspace_counter WHERE workspace_id = $1", [workspaceId])).toEqual([
      { event_names: 3 },
    ]);
    expect(await db.query("SELECT name FROM event WHERE workspace_id = $1 AND name = 'D'", [workspaceId])).toEqual([
      { name: "D" },
    ]);
  });
});

describe("the source feed", () => {
  test("marks the events of feeds, and not those of platforms", async () => {
    const [feed, platform] = [
      await sendOne(org.inputs.custom.key, { ...customer(nobody("feed")), events: [customEvent("A")] }),
      await sendOne(org.inputs.web.key, { ...customer(nobody("feed")), events: [customEvent("A")] }),
    ];
    const attributesOfEvent = async (id: typeof feed.batchId) => {
      const [event] = (await storedBatch(db, id)).body?.events ?? [];
      return event?.data.custom_attributes ?? {};
    };
    expect(await attributesOfEvent(feed.batchId)).toEqual({ "mParticle Source Feed": "custom" });
    expect(await attributesOfEvent(platform.batchId)).toEqual({});
  });
});
