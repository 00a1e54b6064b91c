import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toInt64 } from "../int64";
import { canonicalBody, parseBody } from "./body";
import { EVENT_TYPES } from "./enums";
import { EVENT_FIELDS } from "./event-fields";
import { IDENTITY_TYPES } from "./identity-names";
import { parseJson } from "./json";
import { readBatch } from "./read-batch";
import { bodySchema } from "./schema";
import type { Batch } from "./types";

const schema = bodySchema();

/** As parseJson gives it. */
const int64 = fc
  .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  .map((n) => (Number.isSafeInteger(Number(n)) ? Number(n) : n));

/** Values that senders might put anywhere: right, nearly right, wrong. */
const anything = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }),
  int64,
  fc.boolean(),
  fc.constantFrom(null, "purchase", "view", "iOS", "true", "203.0.113.9", "2001:db8::1", 1_700_000_000_000),
  fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 3 }),
  fc.object({ maxDepth: 2, maxKeys: 4, values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)] }),
);
const some = (names: readonly string[]) =>
  fc
    .uniqueArray(fc.constantFrom(...names), { maxLength: 8 })
    .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, anything]))));
const map = fc.dictionary(fc.string({ unit: "binary" }), anything, { maxKeys: 6 });
const products = fc.array(fc.record({ id: anything, price: anything, custom_attributes: map }), { maxLength: 2 });

const event = fc.constantFrom(...EVENT_TYPES).chain((event_type) =>
  fc.record({
    event_type: fc.constant(event_type),
    data: fc
      .tuple(
        some(Object.keys(EVENT_FIELDS[event_type])),
        map,
        fc.constantFrom("product_action", "promotion_action"),
        products,
      )
      .map(([fields, custom_attributes, kind, list]) => ({
        ...(event_type === "commerce_event"
          ? { [kind]: { action: kind === "product_action" ? "purchase" : "view", products: list } }
          : fields),
        custom_attributes,
        event_name: "n",
        custom_event_type: "other",
        register: true,
        registration_token: "t",
        application_transition_type: "application_exit",
        push_message_type: "sent",
        label: "l",
      })),
  }),
);

const consent = fc.dictionary(
  fc.string(),
  fc.record({ consented: anything, timestamp_unixtime_ms: anything, document: anything }),
  { maxKeys: 3 },
);

const batch = fc.record(
  {
    environment: fc.constantFrom("production", "development", "unknown", null),
    mpid: fc.oneof(int64, fc.constant("-8921341234567890123")),
    source_request_id: anything,
    ip: anything,
    mp_deviceid: anything,
    user_identities: some(IDENTITY_TYPES),
    user_attributes: map,
    deleted_user_attributes: fc.array(anything),
    partner_identities: map,
    integration_attributes: fc.dictionary(fc.string(), map, { maxKeys: 3 }),
    device_info: some([
      "platform",
      "brand",
      "screen_height",
      "limit_ad_tracking",
      "ios_idfv",
      "att_timestamp_unixtime_ms",
      "timezone_offset",
    ]),
    application_info: some(["application_name", "os", "apple_search_ads_attributes", "sideloaded_kits_count"]),
    consent_state: fc.record({ gdpr: consent, ccpa: consent }),
    context: fc.record({
      data_plan: some(["plan_id", "plan_version"]),
      location: some(["latitude", "longitude", "dma_code"]),
    }),
    attribution_info: some(["publisher", "campaign", "service_provider"]),
    events: fc.array(event, { maxLength: 4 }),
  },
  { requiredKeys: [] },
);

/** A body has people's identities before those of devices. */
function sorted(read: Batch): Batch {
  return { ...read, identities: [...read.identities].sort((a, b) => (a.type < b.type ? -1 : 1)) };
}

describe("a stored body", () => {
  test("fits the schema and reads back as the same batch, whatever was sent", () => {
    let taken = 0;
    fc.assert(
      fc.property(batch, (raw) => {
        const result = readBatch(raw, { receivedAt: 1_750_000_000_000 });
        if (!result.ok) return;
        taken += 1;
        const body = canonicalBody(result.batch, []);
        const parsed = parseJson(body);
        expect(schema.safeParse(parsed).error).toBeUndefined();
        const again = readBatch(parsed, { receivedAt: 0 });
        expect(again.ok && sorted(again.batch)).toEqual(sorted(result.batch));
        expect(body).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
      { numRuns: 200 },
    );
    expect(taken).toBeGreaterThan(100);
  }, 30_000);

  test("is refused or made, but never thrown over, whatever the fields hold", () => {
    const fields = ["environment", "mpid", "events", "user_identities", "user_attributes", "deleted_user_attributes"];
    const others = ["device_info", "application_info", "consent_state", "context", "ip", "partner_identities"];
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), some([...fields, ...others, "integration_attributes"])), (raw) => {
        const result = readBatch(raw, { receivedAt: 0, sourceFeed: "Feed" });
        if (result.ok) canonicalBody(result.batch, []);
        else expect(result.message).toMatch(/\.$/);
      }),
      { numRuns: 200 },
    );
  });

  test("carries MPID and event ids as exact literals", () => {
    const result = readBatch(
      { mpid: "-8921341234567890123", events: [{ event_type: "session_start" }] },
      { receivedAt: 7 },
    );
    if (!result.ok) throw new Error(result.message);
    const id = toInt64("7346244611012968789");
    const body = canonicalBody(result.batch, id === null ? [] : [id]);
    expect(body).toBe(
      '{"mpid":-8921341234567890123,"environment":"production","events":[{"event_type":"session_start","data":{"event_id":7346244611012968789,"timestamp_unixtime_ms":7}}]}',
    );
    expect(parseBody(body).events[0]?.data.event_id).toBe(7346244611012968789n);
  });
});
