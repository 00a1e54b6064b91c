import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { answerTo, customEvent, peopleOf, send, sendBytes, sendOne, storedBatch } from "../../tests/send";
import type { Answer } from "./index";
import { drain } from "./index";

const db = await testDatabase();
let org: MadeOrganization;
beforeAll(async () => {
  org = await makeOrganization();
  await sendOne(org.inputs.web.key, { user_identities: { customer_id: "bystander" }, user_attributes: { k: "v" } });
});
afterAll(async () => {
  await drain();
  await db.close();
});

const reasonsOf = async (answer: Answer) => {
  const batches = answer.status === "forbidden" ? [] : answer.batches;
  const stored = await Promise.all(batches.map(({ id }) => storedBatch(db, id)));
  return stored.flatMap(({ decision }) => decision.reasons.map(({ code }) => code));
};

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const text = (body: string) => Buffer.from(body);

describe("a body that is no batch", () => {
  test.each<[name: string, body: Buffer, reason: string]>([
    ["nothing", text(""), "invalid_json"],
    ["half an object", text('{"events": ['), "invalid_json"],
    ["no JSON", text("<html>"), "invalid_json"],
    ["bytes", Buffer.from([0xff, 0x00, 0xfe, 0x80, 0x01]), "invalid_json"],
    ["a text", text('"hello"'), "invalid_batch"],
    ["null", text("null"), "invalid_batch"],
    ["a list where one batch is due", text("[{}]"), "invalid_batch"],
    ["nesting without end", text(nested(5_000)), "invalid_json"],
    ["nesting in the batch", text(`{"context":${nested(80)}}`), "invalid_json"],
    ["an environment that is none", text('{"environment":"mars"}'), "invalid_batch"],
    ["events that are no list", text('{"events":{"a":1}}'), "invalid_batch"],
    ["an event that is no object", text('{"events":[3]}'), "invalid_batch"],
    ["an event type that is none", text('{"events":[{"event_type":"moon","data":{}}]}'), "invalid_batch"],
    ["an MPID out of range", text('{"mpid":99999999999999999999}'), "invalid_batch"],
  ])("%s is refused, leaves a row and touches nobody", async (_name, body, reason) => {
    const before = await peopleOf(db);
    const answer = await sendBytes(org.inputs.web.key, body);
    expect(answer).toMatchObject({ status: "bad_request", batches: [{ outcome: "rejected", mpid: null }] });
    if (answer.status === "bad_request")
      for (const message of answer.messages) expect(message.length).toBeGreaterThan(10);
    expect(await reasonsOf(answer)).toEqual([reason]);
    expect(await peopleOf(db)).toEqual(before);
  });

  test.each<[name: string, body: Buffer, reason: string]>([
    ["one batch where a list is due", text("{}"), "invalid_batch"],
    ["an empty list", text("[]"), "invalid_batch"],
    ["a list of 10,000 batches", text(`[${"{},".repeat(9_999)}{}]`), "too_many_batches"],
  ])("bulk: %s is refused", async (_name, body, reason) => {
    const answer = await sendBytes(org.inputs.web.key, body, { bulk: true });
    expect(answer).toMatchObject({ status: "bad_request", batches: [{ outcome: "rejected" }] });
    expect(await reasonsOf(answer)).toEqual([reason]);
  });
});

describe("a body that is too large", () => {
  test("10 MB, of which the door kept nothing", async () => {
    const answer = await sendBytes(org.inputs.web.key, Buffer.alloc(0), { byteSize: 10_000_000 });
    expect(answer).toMatchObject({ status: "bad_request", batches: [{ outcome: "rejected" }] });
    expect(await reasonsOf(answer)).toEqual(["request_too_large"]);
  });

  test("a batch over 128 KB alone, and beside a small one", async () => {
    const filler = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`k${i}`, "x".repeat(4_000)]));
    const large = { user_identities: { customer_id: "large" }, user_attributes: filler };
    expect(await reasonsOf(await answerTo(org.inputs.web.key, large))).toEqual(["batch_too_large"]);
    const both = await answerTo(org.inputs.web.key, [large, { user_identities: { customer_id: "small" } }]);
    expect(both).toMatchObject({ status: "accepted", batches: [{ outcome: "rejected" }, { outcome: "created" }] });
  });
});

describe("a batch with nonsense in it", () => {
  const person = (name: string, more: Record<string, unknown>) => ({ user_identities: { customer_id: name }, ...more });

  test.each<[name: string, more: Record<string, unknown>]>([
    [
      "wrong types everywhere",
      {
        user_attributes: 7,
        deleted_user_attributes: "x",
        partner_identities: [],
        integration_attributes: 1,
        device_info: "d",
        application_info: [],
        consent_state: 3,
        context: "c",
        ip: 9,
        attribution_info: [],
        mp_deviceid: {},
        source_request_id: [],
      },
    ],
    [
      "null everywhere",
      {
        events: null,
        user_attributes: null,
        deleted_user_attributes: null,
        device_info: null,
        consent_state: null,
        context: null,
        mpid: null,
        mp_deviceid: null,
        ip: null,
      },
    ],
    [
      "10,000 attributes",
      { user_attributes: Object.fromEntries(Array.from({ length: 6_000 }, (_, i) => [`a${i}`, i])) },
    ],
    [
      "names of every object",
      {
        user_attributes: { constructor: "a", toString: "b", hasOwnProperty: "c" },
        integration_attributes: { constructor: { valueOf: "x" } },
        consent_state: { gdpr: { constructor: { consented: true, timestamp_unixtime_ms: 1 } } },
        partner_identities: { constructor: "x" },
      },
    ],
    [
      "NUL characters and lone surrogates",
      {
        user_attributes: { "a\u0000b": "c\u0000d", lone: "\ud800" },
        events: [customEvent("n\u0000\udfff")],
        source_request_id: "nul\u0000",
      },
    ],
    [
      "dates in year 1 and 9999",
      {
        events: [
          customEvent("Old", { timestamp_unixtime_ms: -62_135_596_800_000 }),
          customEvent("Far", { timestamp_unixtime_ms: 253_402_300_799_000 }),
        ],
      },
    ],
    [
      "numbers out of any range",
      {
        events: [
          customEvent("Huge", { timestamp_unixtime_ms: 1e300, event_num: 1e18, custom_attributes: { x: 1e308 } }),
        ],
        device_info: {
          ios_idfv: "huge",
          screen_height: 1e40,
          timezone_offset: -1e300,
          att_timestamp_unixtime_ms: 9e18,
        },
      },
    ],
    [
      "very long identities",
      { user_identities: { customer_id: "long", email: "e".repeat(5_000), other: "ü".repeat(1_000) } },
    ],
    ["an identity in all scripts", { user_identities: { customer_id: "小さな\u202e😀'; DROP TABLE profile; --" } }],
    ["quotes and backslashes", { user_attributes: { 'a"b': "\\'\";{}[]$1" }, source_request_id: "\\\"'$1" }],
  ])("%s: is taken leniently, and stored soundly", async (name, more) => {
    const answer = await answerTo(org.inputs.web.key, person(name, more));
    expect(answer).toMatchObject({ status: "accepted", batches: [{ outcome: "created" }] });
    const [stored] = answer.status === "accepted" ? answer.batches : [];
    if (!stored) throw new Error("not stored");
    const batch = await storedBatch(db, stored.id);
    expect(batch.events).toHaveLength(batch.event_count);
    // What screens read as jsonb must be readable as such.
    const sound = await db.query(
      `SELECT b.decision::jsonb IS NOT NULL AND b.body::jsonb IS NOT NULL AND p.identities::jsonb IS NOT NULL AS sound
       FROM batch b JOIN profile p USING (mpid) WHERE b.id = $1`,
      [stored.id],
    );
    expect(sound).toEqual([{ sound: true }]);
    expect(await send(org.inputs.web.key, { mpid: stored.mpid })).toMatchObject([
      { outcome: "updated", mpid: stored.mpid },
    ]);
  });

  test("event times outside 1970 to 2100 are kept as they are, with a warning", async () => {
    const year1 = -62_135_596_800_000;
    const { batchId } = await sendOne(
      org.inputs.web.key,
      person("times", { events: [customEvent("Old", { timestamp_unixtime_ms: year1 })] }),
    );
    expect(await db.query("SELECT event_time FROM event WHERE batch_id = $1", [batchId])).toEqual([
      { event_time: String(year1) },
    ]);
    expect((await storedBatch(db, batchId)).decision.warnings).toEqual([
      { code: "time_out_of_range", params: { event: 0, field: "timestamp_unixtime_ms" } },
    ]);
  });

  test("a rejection's words hold nothing that jsonb refuses", async () => {
    const answer = await answerTo(org.inputs.web.key, { events: [{ event_type: "a\u0000\ud800b", data: {} }] });
    const [stored] = answer.status === "bad_request" ? answer.batches : [];
    expect(
      await db.query("SELECT decision::jsonb IS NOT NULL AS sound FROM batch WHERE id = $1", [stored?.id]),
    ).toEqual([{ sound: true }]);
  });

  test("warnings' names hold nothing that jsonb refuses", async () => {
    const long = `\u0000\ud800${"n".repeat(300)}`;
    const { batchId } = await sendOne(
      org.inputs.web.key,
      person("names", {
        user_attributes: { [long]: "x", "b\u0000": {} },
        partner_identities: { "p\u0000": "x" },
        user_identities: { customer_id: "names", "t\u0000ype": "x" },
        consent_state: { gdpr: { "g\u0000": { consented: true, timestamp_unixtime_ms: 1 } } },
      }),
    );
    const rows = await db.query("SELECT decision::jsonb IS NOT NULL AS sound FROM batch WHERE id = $1", [batchId]);
    expect(rows).toEqual([{ sound: true }]);
  });
});

describe("whose data it is", () => {
  test("an MPID of another organisation is an unknown one, and its owner is left alone", async () => {
    const other = await makeOrganization();
    const { mpid } = await sendOne(other.inputs.web.key, {
      user_identities: { customer_id: "theirs" },
      user_attributes: { k: "secret" },
    });
    const before = await db.query("SELECT * FROM profile WHERE mpid = $1", [mpid]);
    const batch = { mpid, user_attributes: { k: "mine" }, events: [customEvent("Mine")] };
    expect(await send(org.inputs.web.key, batch)).toMatchObject([{ outcome: "unresolved", mpid: null }]);
    const [stored] = await send(org.inputs.web.key, { ...batch, user_identities: { customer_id: "mine" } });
    expect(stored).toMatchObject({ outcome: "created" });
    expect(stored?.mpid).not.toBe(mpid);
    expect(await db.query("SELECT * FROM profile WHERE mpid = $1", [mpid])).toEqual(before);
    expect(stored && JSON.stringify((await storedBatch(db, stored.id)).decision)).not.toContain("secret");
  });

  test("the same customer ID in two organisations is two people", async () => {
    const other = await makeOrganization();
    const batch = { user_identities: { customer_id: "same" } };
    const [ours, theirs] = [await sendOne(org.inputs.web.key, batch), await sendOne(other.inputs.web.key, batch)];
    expect(theirs.mpid).not.toBe(ours.mpid);
  });
});
