import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type InputName, type MadeOrganization, makeOrganization } from "../../tests/factory";
import { answerTo, attributesOf, customEvent, peopleOf, send, sendOne, storedBatch } from "../../tests/send";
import { acceptedOf, startSender } from "../../tests/sender";
import { bumpRules } from "../inputs/bump-rules";
import type { Mpid } from "../int64";
import { prisma } from "../prisma";
import { drain } from "./index";

const db = await testDatabase();
let org: MadeOrganization;
beforeAll(async () => {
  org = await makeOrganization();
  await prisma().workspace.update({ where: { id: org.workspaces[0].id }, data: { gdprEnabled: true } });
  await prisma().gdprPurpose.create({ data: { workspaceId: org.workspaces[0].id, purpose: "post", createdAt: 1n } });
});
afterAll(async () => {
  await drain();
  await db.close();
});

const UNKNOWN_MPID = "-8921341234567890123";
let count = 0;

/** A person who is known by a customer id and has an attribute, a consent, a device and an address. */
async function person() {
  count += 1;
  const customer = `known-${count}`;
  const { mpid } = await sendOne(
    org.inputs.ios.key,
    {
      user_identities: { customer_id: customer },
      user_attributes: { colour: "green" },
      consent_state: { gdpr: { post: { consented: true, timestamp_unixtime_ms: 1_000 } } },
      device_info: { ios_idfv: `V-${count}`, os_version: "17" },
      ip: "198.51.100.7",
    },
    Date.now() - 10_000,
  );
  return { customer, mpid };
}

/** A batch that would change everything that a batch can change. */
const writing = (identifiers: Record<string, unknown>) => ({
  ...identifiers,
  user_attributes: { colour: "red", size: "L" },
  deleted_user_attributes: ["size"],
  consent_state: { gdpr: { post: { consented: false, timestamp_unixtime_ms: 2_000 } } },
  device_info: { ios_idfv: `V-new-${count}`, os_version: "18", limit_ad_tracking: true },
  ip: "203.0.113.9",
  events: [customEvent("First"), { event_type: "opt_out", data: { is_opted_out: true } }],
});

async function billable(input: InputName): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    "SELECT coalesce(sum(billable_events), 0)::int AS n FROM input_hour WHERE input_id = $1",
    [org.inputs[input].id],
  );
  return row?.n ?? 0;
}

async function sendWriting(input: InputName, identifiers: Record<string, unknown>) {
  const before = { people: await peopleOf(db), billable: await billable(input) };
  const answer = await answerTo(org.inputs[input].key, writing(identifiers));
  expect(answer.status).toBe("accepted");
  const [stored] = answer.status === "forbidden" ? [] : answer.batches;
  if (!stored) throw new Error("no batch");
  const after = { people: await peopleOf(db), billable: await billable(input) };
  return { batch: await storedBatch(db, stored.id), stored, before, after };
}

type Kind = "updates" | "creates" | "keeps" | "drops";
type Who = "ids" | "mpid" | "both" | "strange ids" | "strange mpid" | "strange both" | "nothing";
type Row = [input: InputName, who: Who, row: string, outcome: string, kind: Kind, reason: string | null];

// biome-ignore format: a table reads by rows.
const ROWS: Row[] = [
  ["custom",     "ids",          "1", "updated",        "updates", null],
  ["custom",     "mpid",         "1", "updated",        "updates", null],
  ["custom",     "both",         "1", "updated",        "updates", null],
  ["custom",     "strange ids",  "2", "created",        "creates", null],
  ["custom",     "strange both", "2", "created",        "creates", null],
  ["custom",     "strange mpid", "3", "unresolved",     "keeps",   "unknown_mpid_only"],
  ["custom",     "nothing",      "U", "unresolved",     "keeps",   "no_identifier"],
  ["web",        "ids",          "1", "updated",        "updates", null],
  ["web",        "strange ids",  "2", "created",        "creates", null],
  ["updateOnly", "ids",          "4", "updated",        "updates", null],
  ["updateOnly", "mpid",         "4", "updated",        "updates", null],
  ["updateOnly", "strange ids",  "5", "dropped",        "drops",   "update_only_no_match"],
  ["updateOnly", "strange mpid", "5", "dropped",        "drops",   "update_only_no_match"],
  ["updateOnly", "strange both", "5", "dropped",        "drops",   "update_only_no_match"],
  ["updateOnly", "nothing",      "U", "dropped",        "drops",   "no_identifier"],
  ["readOnly",   "ids",          "6", "not_associated", "keeps",   "read_only"],
  ["readOnly",   "mpid",         "6", "not_associated", "keeps",   "read_only"],
  ["readOnly",   "strange ids",  "7", "not_associated", "keeps",   "read_only"],
  ["readOnly",   "strange mpid", "8", "not_associated", "keeps",   "read_only"],
  ["readOnly",   "strange both", "8", "not_associated", "keeps",   "read_only"],
  ["readOnly",   "nothing",      "U", "unresolved",     "keeps",   "no_identifier"],
];

async function identifiersOf(who: Who, known: { customer: string; mpid: Mpid }): Promise<Record<string, unknown>> {
  count += 1;
  const strange = { user_identities: { customer_id: `strange-${count}` } };
  switch (who) {
    case "ids":
      return { user_identities: { customer_id: known.customer, email: `new-${count}@example.test` } };
    case "mpid":
      return { mpid: known.mpid, user_identities: { email: `new-${count}@example.test` } };
    case "both":
      return {
        mpid: UNKNOWN_MPID,
        user_identities: { customer_id: known.customer, email: `new-${count}@example.test` },
      };
    case "strange ids":
      return strange;
    case "strange mpid":
      return { mpid: UNKNOWN_MPID };
    case "strange both":
      return { mpid: UNKNOWN_MPID, ...strange };
    case "nothing":
      return {};
  }
}

/** A device id is an identifier too, so batches that name nobody bring none. */
const withoutDevice = ({ device_info: _device, ...batch }: ReturnType<typeof writing>) => batch;

describe("each row of the protection table, in the database", () => {
  test.each(ROWS)("%s, %s: row %s, %s", async (input, who, row, outcome, kind, reason) => {
    const known = await person();
    const identifiers = await identifiersOf(who, known);
    const body =
      who === "nothing" || who === "strange mpid" ? withoutDevice(writing(identifiers)) : writing(identifiers);
    const before = { people: await peopleOf(db), billable: await billable(input) };
    const [stored] = await send(org.inputs[input].key, body);
    if (!stored) throw new Error("no batch");
    const batch = await storedBatch(db, stored.id);
    const people = await peopleOf(db);

    expect(batch).toMatchObject({ outcome, event_count: 2, decision: { outcome, protectionRow: row } });
    expect(batch.decision.reasons.map(({ code }) => code)).toEqual(reason ? [reason] : []);
    expect(await billable(input)).toBe(before.billable + 2);
    expect(batch.body).not.toBeNull();

    if (kind === "keeps" || kind === "drops") {
      expect(people).toEqual(before.people);
      expect(batch.mpid).toBeNull();
      expect(batch.events.map(({ mpid }) => mpid)).toEqual(kind === "keeps" ? [null, null] : []);
      return;
    }
    expect(batch.events.map(({ mpid }) => mpid)).toEqual([stored.mpid, stored.mpid]);
    expect(stored.mpid).not.toBe(UNKNOWN_MPID);
    expect(people.profiles).toHaveLength(before.people.profiles.length + (kind === "creates" ? 1 : 0));
    if (kind === "updates") expect(stored.mpid).toBe(known.mpid);
    if (!stored.mpid) throw new Error("nobody");
    expect(await attributesOf(db, stored.mpid, org.workspaces[0].id)).toMatchObject({ colour: "red", size: "L" });
    const [profile] = await db.query("SELECT ip, is_opted_out, limit_ad_tracking FROM profile WHERE mpid = $1", [
      stored.mpid,
    ]);
    expect(profile).toEqual({ ip: "203.0.113.9", is_opted_out: true, limit_ad_tracking: true });
    const [place] = await db.query<{ consent: string }>("SELECT consent FROM profile_workspace WHERE mpid = $1", [
      stored.mpid,
    ]);
    expect(JSON.parse(place?.consent ?? "")).toEqual({
      gdpr: { post: { consented: false, timestamp_unixtime_ms: 2_000 } },
    });
    const values = Object.values((identifiers.user_identities ?? {}) as Record<string, string>);
    const held = await db.query("SELECT value FROM identity WHERE mpid = $1 AND value = ANY($2)", [
      stored.mpid,
      values,
    ]);
    expect(held).toHaveLength(values.length);
  });

  test("a read-only batch names the profile that it found, and is not tied to it", async () => {
    const known = await person();
    const { batch } = await sendWriting("readOnly", { user_identities: { customer_id: known.customer } });
    expect(batch.decision.identity).toMatchObject({ found: known.mpid, by: "identities" });
    expect(batch.mpid).toBeNull();
    expect(batch.decision).not.toHaveProperty("attributes");
  });

  test("an unknown MPID beside identities is ignored with a warning", async () => {
    const known = await person();
    const { batch } = await sendWriting("custom", {
      mpid: UNKNOWN_MPID,
      user_identities: { customer_id: known.customer },
    });
    expect(batch.decision.warnings).toEqual([{ code: "unknown_mpid" }]);
    expect(batch.decision.identity).toMatchObject({ unknownMpid: true, found: known.mpid });
  });

  test("a batch that is found updates last_seen and never first_seen", async () => {
    const known = await person();
    const { before, after } = await sendWriting("updateOnly", { mpid: known.mpid });
    const seen = (people: typeof before.people) => people.profiles.find((one) => one.mpid === known.mpid);
    expect(seen(after.people)?.first_seen).toBe(seen(before.people)?.first_seen);
    expect(Number(seen(after.people)?.last_seen)).toBeGreaterThan(Number(seen(before.people)?.last_seen));
  });
});

describe("what the lookup may see", () => {
  test("a profile that another workspace of the scope made is found, one of another scope is not", async () => {
    const here = org.inputs.custom.key;
    const near = await org.addInput({
      kind: "custom_feed",
      workspaceId: org.workspaces[1].id,
      protectionLevel: "update_only",
    });
    const far = await org.addInput({
      kind: "custom_feed",
      workspaceId: org.workspaces[2].id,
      protectionLevel: "update_only",
    });
    const { mpid } = await sendOne(here, {
      user_identities: { customer_id: "two-workspaces" },
      user_attributes: { a: "1" },
    });
    const batch = { user_identities: { customer_id: "two-workspaces" }, user_attributes: { b: "2" } };
    expect(await send(near.key, batch)).toMatchObject([{ outcome: "updated", mpid }]);
    expect(await send(far.key, batch)).toMatchObject([{ outcome: "dropped", mpid: null }]);
    expect(await send(far.key, { mpid, ...batch })).toMatchObject([{ outcome: "dropped", mpid: null }]);
    expect(await attributesOf(db, mpid, org.workspaces[0].id)).toEqual({ a: "1" });
    expect(await attributesOf(db, mpid, org.workspaces[1].id)).toEqual({ b: "2" });
    expect(await db.query("SELECT count(*)::int AS n FROM profile_workspace WHERE mpid = $1", [mpid])).toEqual([
      { n: 2 },
    ]);
  });

  test("production and development keep separate people", async () => {
    const { key } = org.inputs.custom;
    const identities = { user_identities: { customer_id: "two-environments" } };
    const live = await sendOne(key, identities);
    const trial = await sendOne(key, { ...identities, environment: "development" });
    expect(trial.mpid).not.toBe(live.mpid);
    expect(await send(org.inputs.updateOnly.key, { mpid: live.mpid, environment: "development" })).toMatchObject([
      { outcome: "dropped" },
    ]);
    expect(await sendOne(key, { ...identities, environment: "unknown" })).toMatchObject({ mpid: live.mpid });
  });

  test("a development feed sends everything to development", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    await prisma().$transaction(async (tx) => {
      await tx.input.update({ where: { id: feed.id }, data: { isDebug: true } });
      await bumpRules(tx, { inputId: feed.id });
    });
    const { batchId } = await sendOne(feed.key, {
      environment: "production",
      user_identities: { customer_id: "debug" },
    });
    expect(await storedBatch(db, batchId)).toMatchObject({ environment: "development" });
  });
});

describe("a changed rule", () => {
  test("counts for the next batch received, also where the old one is still kept in memory", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    const batch = (customer: string) => ({ user_identities: { customer_id: customer } });
    expect(await send(feed.key, batch("before"))).toMatchObject([{ outcome: "created" }]);
    await prisma().$transaction(async (tx) => {
      await tx.input.update({ where: { id: feed.id }, data: { protectionLevel: "update_only" } });
      await bumpRules(tx, { inputId: feed.id });
    });
    const [first] = await send(feed.key, batch("after"));
    expect(first).toMatchObject({ outcome: "dropped" });
    expect((await storedBatch(db, first?.id ?? ("" as Mpid))).decision.input).toMatchObject({
      protectionLevel: "update_only",
      rulesVersion: 2,
    });
    const counted = await db.query("SELECT count(*)::int AS n FROM batch WHERE input_id = $1", [feed.id]);
    expect(counted).toEqual([{ n: 2 }]);
  });

  test("counts in another process from the next batch that it receives", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    const sender = startSender({
      keys: [feed.key],
      name: "away",
      concurrency: 3,
      bulk: 2,
      people: 50,
      until: Date.now() + 60_000,
    });
    await sender.accepted(20);
    await prisma().$transaction(async (tx) => {
      await tx.input.update({ where: { id: feed.id }, data: { protectionLevel: "read_only" } });
      await bumpRules(tx, { inputId: feed.id });
    });
    const changedAt = Date.now();
    await sender.accepted(acceptedOf(sender).size + 40);
    sender.child.kill("SIGKILL");
    await sender.ended;
    const later = await db.query<{ level: string; n: number }>(
      `SELECT decision::jsonb->'input'->>'protectionLevel' AS level, count(*)::int AS n FROM batch
       WHERE input_id = $1 AND received_at > $2 GROUP BY 1`,
      [feed.id, changedAt],
    );
    expect(later).toEqual([{ level: "read_only", n: expect.any(Number) }]);
    expect(sender.lines.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  test("does not hold up the requests of other inputs in the same call", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    await send(feed.key, { user_identities: { customer_id: "warm" } });
    await prisma().$transaction(async (tx) => {
      await tx.input.update({ where: { id: feed.id }, data: { protectionLevel: "read_only" } });
      await bumpRules(tx, { inputId: feed.id });
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        send(i % 2 ? feed.key : org.inputs.web.key, { user_identities: { customer_id: `mixed-${i}` } }),
      ),
    );
    expect(answers.map(([batch]) => batch?.outcome)).toEqual(
      answers.map((_, i) => (i % 2 ? "not_associated" : "created")),
    );
  });

  test("a disabled input is forbidden, and nothing is stored", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    await send(feed.key, { user_identities: { customer_id: "still-on" } });
    await prisma().$transaction(async (tx) => {
      await tx.input.update({ where: { id: feed.id }, data: { enabled: false } });
      await bumpRules(tx, { inputId: feed.id });
    });
    for (let i = 0; i < 2; i += 1) {
      expect(await answerTo(feed.key, { user_identities: { customer_id: "off" } })).toEqual({ status: "forbidden" });
    }
    expect(await db.query("SELECT count(*)::int AS n FROM raw_request WHERE input_id = $1", [feed.id])).toEqual([
      { n: 1 },
    ]);
    await prisma().$transaction(async (tx) => {
      await tx.input.update({ where: { id: feed.id }, data: { enabled: true } });
      await bumpRules(tx, { inputId: feed.id });
    });
    expect(await send(feed.key, { user_identities: { customer_id: "on-again" } })).toMatchObject([
      { outcome: "created" },
    ]);
  });

  test("a rotated key is forbidden", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    await send(feed.key, { user_identities: { customer_id: "old-key" } });
    await prisma().$transaction(async (tx) => {
      await tx.input.update({ where: { id: feed.id }, data: { key: `${feed.key}-next` } });
      await bumpRules(tx, { inputId: feed.id });
    });
    expect(await answerTo(feed.key, { user_identities: { customer_id: "off" } })).toEqual({ status: "forbidden" });
    expect(await send(`${feed.key}-next`, { user_identities: { customer_id: "old-key" } })).toMatchObject([
      { outcome: "updated" },
    ]);
  });
});
