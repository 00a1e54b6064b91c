import { describe, expect, test } from "vitest";
import { type Int64, toInt64 } from "../int64";
import { canonicalBody, parseBody } from "./body";
import { commerceType } from "./commerce";
import { stringifyJson } from "./json";
import { outboundBatch } from "./outbound";
import { readBatch } from "./read-batch";

function id(text: string): Int64 {
  const value = toInt64(text);
  if (value === null) throw new Error(text);
  return value;
}

function stored(raw: unknown) {
  const result = readBatch(raw, { receivedAt: 9 });
  if (!result.ok) throw new Error(result.message);
  return parseBody(
    canonicalBody(
      result.batch,
      result.batch.events.map((_, index) => id(`900719925474099${index}`)),
    ),
  );
}

const facts = {
  batchId: id("6004677780660780001"),
  receivedAt: 9,
  mpid: id("-8921341234567890123"),
  channel: "server_to_server",
} as const;

describe("the outbound batch", () => {
  const body = stored({
    environment: "development",
    ip: "203.0.113.9",
    user_identities: { customerid: "c1" },
    user_attributes: { tier: "gold" },
    events: [
      {
        event_type: "session_start",
        data: { session_uuid: "6c1e3bd2-2b3f-4b8e-8f0c-6f5f0a3a3c11", location: { latitude: 1, longitude: 2 } },
      },
      {
        event_type: "commerce_event",
        data: { session_id: 4, product_action: { action: "remove_from_wish_list" }, source_message_id: "m1" },
      },
    ],
  });
  const outbound = outboundBatch(body, facts);

  test("has ids, receipt time, source and version, and identities as a list", () => {
    expect(outbound).toMatchObject({
      batch_id: 6004677780660780001n,
      mpid: -8921341234567890123n,
      timestamp_unixtime_ms: 9,
      schema_version: 2,
      source_info: { channel: "server_to_server", is_historical: false },
      user_identities: [{ identity_type: "customer_id", identity: "c1", timestamp_unixtime_ms: 9 }],
      user_attributes: { tier: "gold" },
      context: { location: { latitude: 1, longitude: 2 } },
      system_notifications: [],
    });
    expect(stringifyJson(outbound)).toContain('"batch_id":6004677780660780001,"mpid":-8921341234567890123');
  });

  test("has what each event gets on the way out", () => {
    expect(outbound.events).toMatchObject([
      {
        event_type: "session_start",
        data: { message_type: "session_start", message_id: "9007199254740990", event_start_unixtime_ms: 9 },
      },
      {
        event_type: "commerce_event",
        data: {
          message_id: "m1",
          custom_event_type: "remove_from_wishlist",
          session_id: 4,
          event_id: 9007199254740991,
        },
      },
    ]);
    expect(stringifyJson(outbound)).toMatch(/"session_id":-?\d{10,19}[,}]/);
  });

  test("tells of changed GDPR consent, and of no other", () => {
    const yes = { consented: true, timestamp_unixtime_ms: 5, document: "v2" };
    const no = { consented: false, timestamp_unixtime_ms: 6 };
    const { system_notifications } = outboundBatch(body, {
      ...facts,
      consentChanges: [
        { regulation: "gdpr", purpose: "parcels", before: yes, after: no },
        { regulation: "gdpr", purpose: "letters", after: yes },
        { regulation: "gdpr", purpose: "calls", before: yes },
        { regulation: "gdpr", purpose: "visits" },
        { regulation: "ccpa", purpose: "data_sale_opt_out", after: yes },
      ],
    });
    const gdpr = (record: object) => ({ ...record, regulation: "GDPR" });
    expect(system_notifications).toEqual([
      { type: "gdpr_change", data: { purpose: "parcels", old: gdpr(yes), current: gdpr(no) } },
      { type: "gdpr_change", data: { purpose: "letters", old: null, current: gdpr(yes) } },
      { type: "gdpr_change", data: { purpose: "calls", old: gdpr(yes), current: null } },
    ]);
  });

  test("has the IP only when it is given", () => {
    expect(outbound).not.toHaveProperty("ip");
    expect(outboundBatch(body, { ...facts, ip: "203.0.113.9" })).toMatchObject({ ip: "203.0.113.9" });
  });

  test("prefers the profile's identities, attributes and consent, and says null for nobody", () => {
    const enriched = outboundBatch(body, {
      ...facts,
      mpid: null,
      identities: [{ type: "email", value: "ada@example.com", updatedAt: 3 }],
      userAttributes: { tier: "silver" },
    });
    expect(enriched).toMatchObject({
      mpid: null,
      user_identities: [{ identity_type: "email", identity: "ada@example.com", timestamp_unixtime_ms: 3 }],
      user_attributes: { tier: "silver" },
    });
  });
});

describe("commerceType", () => {
  const at = { timestamp_unixtime_ms: 1 };
  test.each([
    [{ product_action: { action: "purchase" } }, "purchase"],
    [{ promotion_action: { action: "click" } }, "promotion_click"],
    [{ product_impressions: [{}] }, "impression"],
  ] as const)("%j -> %s", (data, expected) => {
    expect(commerceType({ ...at, ...data, product_impressions: undefined })).toBe(expected);
  });
});
