import { describe, expect, test } from "vitest";
import { EVENT_FIELDS } from "../batch/event-fields";
import type { Decision } from "../explain/decision";
import { isMasked, MASKED, maskBatch, maskDecision, masksFor } from "./masking";

const SECRET = "planted-secret";

describe("a batch without personal values", () => {
  test.each([
    ["user identities as a map", { user_identities: { email: SECRET, customer_id: SECRET } }],
    ["user identities as a list", { user_identities: [{ identity_type: "email", identity: SECRET }] }],
    ["partner identities", { partner_identities: { Quill_id: SECRET } }],
    [
      "user attributes, also lists and names that are shown elsewhere",
      { user_attributes: { platform: SECRET, tags: [SECRET] } },
    ],
    ["device identities", { device_info: { ios_advertising_id: SECRET, android_uuid: SECRET, push_token: SECRET } }],
    ["the IP address", { ip: SECRET }],
    [
      "the location of the batch and of events",
      { context: { location: { city_name: SECRET } }, events: [{ data: { location: { latitude: SECRET } } }] },
    ],
    [
      "event attributes",
      { events: [{ event_type: "custom_event", data: { custom_attributes: { event_name: SECRET } } }] },
    ],
    [
      "attributes of products",
      { events: [{ data: { product_action: { products: [{ custom_attributes: { size: SECRET } }] } } }] },
    ],
    ["changed attributes", { events: [{ event_type: "user_attribute_change", data: { new: SECRET, old: [SECRET] } }] }],
    [
      "changed attributes that pose as something else",
      { events: [{ event_type: "user_attribute_change", data: { new: { platform: SECRET } } }] },
    ],
    [
      "changed identities",
      { events: [{ event_type: "user_identity_change", data: { new: { identity_type: "email", identity: SECRET } } }] },
    ],
    ["addresses of pages", { events: [{ data: { page_url: SECRET, url: SECRET } }] }],
    [
      "push tokens and messages",
      { events: [{ data: { registration_token: SECRET, push_message_token: SECRET, message: SECRET } }] },
    ],
    [
      "consent's place and hardware",
      { consent_state: { gdpr: { ads: { consented: true, location: SECRET, hardware_id: SECRET } } } },
    ],
    ["a field that nobody has listed", { brand_new: SECRET, events: [{ data: { brand_new: { deeper: SECRET } } }] }],
  ])("hides %s", (_, batch) => {
    expect(JSON.stringify(maskBatch(batch))).not.toContain(SECRET);
  });

  test("keeps keys, types, MPID, stamp and times", () => {
    const batch = {
      mpid: 7346244611012968789n,
      mp_deviceid: "stamp",
      environment: "production",
      user_identities: [{ identity_type: "email", identity: SECRET, timestamp_unixtime_ms: 5 }],
      user_attributes: { colour: "red", nothing: null },
      events: [{ event_type: "custom_event", data: { event_name: "Signed up", timestamp_unixtime_ms: 7 } }],
    };
    expect(maskBatch(batch)).toEqual({
      ...batch,
      user_identities: [{ identity_type: "email", identity: MASKED, timestamp_unixtime_ms: 5 }],
      user_attributes: { colour: MASKED, nothing: null },
    });
  });

  test("hides planted values under every field of every event type that may hold somebody's own words", () => {
    for (const [type, fields] of Object.entries(EVENT_FIELDS)) {
      const data = Object.fromEntries(Object.keys(fields).map((name) => [name, { anything: SECRET }]));
      expect(JSON.stringify(maskBatch({ events: [{ event_type: type, data }] }))).not.toContain(SECRET);
    }
  });
});

test("a Decision hides the values of attributes, consent and fields", () => {
  const decision: Decision = {
    version: 1,
    outcome: "updated",
    reasons: [],
    warnings: [],
    input: { id: 1, kind: "web", tier: 4, protectionLevel: null, rulesVersion: 1 },
    attributes: [
      { key: "colour", before: SECRET, after: [SECRET], result: "set" },
      { key: "x", incoming: SECRET, result: "blocked_by_priority" },
    ],
    consent: [{ regulation: "gdpr", purpose: "ads", result: "set", after: { consented: true, location: SECRET } }],
    changed: { ip: [SECRET, SECRET], is_opted_out: [false, true], partner_identities: [{}, { Quill_id: SECRET }] },
  };
  const masked = maskDecision(decision);
  expect(JSON.stringify(masked)).not.toContain(SECRET);
  expect(masked.changed?.is_opted_out).toEqual([false, true]);
  expect(masked.attributes?.map(({ key, result }) => [key, result])).toEqual([
    ["colour", "set"],
    ["x", "blocked_by_priority"],
  ]);
});

test.each([
  ["Admin", "production", false],
  ["QA", "development", false],
  ["QA", "production", true],
  ["QA", null, true],
  ["Read Only", "development", true],
  ["Nobody Knows", "development", true],
] as const)("%s sees %s masked: %s", (role, environment, masked) => {
  expect(masksFor({ role: role as "Admin" }, environment).masked).toBe(masked);
});

test("an unknown environment counts as production", () => {
  expect(isMasked("plain_in_development", null)).toBe(true);
});
