import fc from "fast-check";
import { EVENT_TYPES, IDENTITY_TYPES } from "../../lib/batch";
import { EVENT_FIELDS } from "../../lib/batch/event-fields";

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
/** An object that has some of these names, each with anything. */
export const some = (names: readonly string[]) =>
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

/** Batches that have what the documentation asks for, and anything at all wherever it asks for nothing. */
export const edgeBatch = fc.record(
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
