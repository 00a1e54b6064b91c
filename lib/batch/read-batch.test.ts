import { describe, expect, test } from "vitest";
import { parseJson } from "./json";
import { readBatch } from "./read-batch";
import type { Batch } from "./types";

const RECEIVED = Date.UTC(2026, 5, 1);

function read(raw: unknown, sourceFeed?: string): { batch: Batch; codes: string[] } {
  const result = readBatch(raw, { receivedAt: RECEIVED, sourceFeed });
  if (!result.ok) throw new Error(result.message);
  return { batch: result.batch, codes: result.warnings.map(({ code }) => code) };
}

function messageOf(raw: unknown): string | null {
  const result = readBatch(raw, { receivedAt: RECEIVED });
  return result.ok ? null : result.message;
}

const custom = (data: Record<string, unknown> = {}) => ({
  event_type: "custom_event",
  data: { event_name: "Sofa Viewed", custom_event_type: "navigation", ...data },
});
const identitiesOf = (raw: unknown) =>
  Object.fromEntries(read(raw).batch.identities.map(({ type, value }) => [type, value]));

describe("a batch", () => {
  test.each([{}, { events: null }, { events: [] }])("may have no events: %j", (raw) => {
    expect(read(raw).batch).toMatchObject({
      environment: "production",
      events: [],
      identities: [],
      userAttributes: {},
    });
  });

  test.each([
    [undefined, "production"],
    [null, "production"],
    ["unknown", "production"],
    ["production", "production"],
    ["development", "development"],
  ])("with environment %j is of %s", (environment, expected) => {
    expect(read({ environment }).batch.environment).toBe(expected);
  });

  test.each([
    ["staging", /environment/],
    [1, /environment/],
  ])("with environment %j is refused", (environment, message) => {
    expect(messageOf({ environment })).toMatch(message);
  });

  test.each([null, 1, "x", [], true])("that is %j is refused", (raw) => {
    expect(messageOf(raw)).toBe("A batch must be a JSON object.");
  });

  test.each([
    [7346244611012968789n, "7346244611012968789"],
    ["-8921341234567890123", "-8921341234567890123"],
    [42, "42"],
    ["0", undefined],
    [0, undefined],
    ["", undefined],
    [null, undefined],
  ])("with mpid %s names %s", (mpid, expected) => {
    expect(read({ mpid }).batch.mpid).toBe(expected);
  });

  test.each(["9223372036854775808", "abc", 1.5, true, {}, "123456789012345678901234567890"])(
    "with mpid %j is refused",
    (mpid) => {
      expect(messageOf({ mpid })).toBe('Batch field "mpid" must be a 64-bit integer.');
    },
  );

  test.each([
    ["req-1", "req-1"],
    [17, "17"],
    ["", undefined],
    [null, undefined],
  ])("with source_request_id %j is known by %s", (id, expected) => {
    expect(read({ source_request_id: id }).batch.sourceRequestId).toBe(expected);
  });

  test.each([
    ["203.0.113.9", "203.0.113.9", []],
    ["2001:db8::1", "2001:db8::1", []],
    ["203.0.113", undefined, ["ip_invalid"]],
    ["fe80::1%eth0", undefined, ["ip_invalid"]],
    [7, undefined, ["ip_invalid"]],
    [null, undefined, []],
  ])("with ip %j keeps %s", (ip, expected, codes) => {
    const result = read({ ip });
    expect(result.batch.ip).toBe(expected);
    expect(result.codes).toEqual(codes);
  });

  test("ignores unknown properties and those that are ours to set", () => {
    const { batch, codes } = read({
      nonsense: { a: 1 },
      batch_id: 5,
      schema_version: 1,
      timestamp_unixtime_ms: 3,
      api_key: "k",
    });
    expect(batch).toEqual(read({}).batch);
    expect(codes).toEqual([]);
  });

  test("ignores an optional field of a wrong type with a warning", () => {
    const wrong = {
      user_identities: 1,
      user_attributes: "x",
      deleted_user_attributes: {},
      device_info: [],
      consent_state: 7,
      context: "x",
    };
    const result = readBatch(wrong, { receivedAt: RECEIVED });
    expect(result.ok && result.warnings.map(({ params }) => params?.field).sort()).toEqual(Object.keys(wrong).sort());
  });

  test("keeps context, attribution, partner identities and integration attributes", () => {
    const { batch, codes } = read({
      context: {
        data_plan: { plan_id: "shop", plan_version: "2" },
        location: { latitude: 52.1, longitude: 4.3, country_code: "NL" },
      },
      attribution_info: { service_provider: "Trackwell", publisher: "Gull Ads", campaign: "spring" },
      partner_identities: { loyalty_wallet: 991, empty: null },
      integration_attributes: { "112": { visitor: "v1", n: 4 } },
    });
    expect(codes).toEqual([]);
    expect(batch).toMatchObject({
      context: {
        data_plan: { plan_id: "shop", plan_version: 2 },
        location: { latitude: 52.1, longitude: 4.3, country_code: "NL" },
      },
      attributionInfo: { service_provider: "Trackwell", publisher: "Gull Ads", campaign: "spring" },
      partnerIdentities: { loyalty_wallet: "991" },
      integrationAttributes: { "112": { visitor: "v1", n: "4" } },
    });
  });
});

describe("identities", () => {
  test("come from user_identities by any name, device_info and mp_deviceid", () => {
    expect(
      identitiesOf({
        user_identities: {
          customerid: "c1",
          Email: "ada@example.com",
          other2: "o2",
          mobile_number: 31600000000,
          ios_idfa: "A-1",
        },
        device_info: { ios_idfv: "V-1", android_aaid: "G-1", brand: "Nokk" },
        mp_deviceid: "das-1",
      }),
    ).toEqual({
      customer_id: "c1",
      email: "ada@example.com",
      other_id_2: "o2",
      mobile_number: "31600000000",
      ios_advertising_id: "A-1",
      ios_idfv: "V-1",
      android_advertising_id: "G-1",
      device_application_stamp: "das-1",
    });
  });

  test("may come as the outbound list", () => {
    expect(
      identitiesOf({ user_identities: [{ identity_type: "customer_id", identity: "c1", timestamp_unixtime_ms: 5 }] }),
    ).toEqual({
      customer_id: "c1",
    });
  });

  test.each([null, "", "  ", "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}"])(
    "%j is no value",
    (value) => {
      expect(
        identitiesOf({
          user_identities: { other: value },
          device_info: { ios_advertising_id: value },
          mp_deviceid: value,
        }),
      ).toEqual({});
    },
  );

  test("the canonical name outranks a synonym, and a difference is told", () => {
    const { batch, codes } = read({ user_identities: { customerid: "b", customer_id: "a" } });
    expect(batch.identities).toEqual([{ type: "customer_id", value: "a" }]);
    expect(codes).toEqual(["identity_repeated"]);
  });

  test("of an unknown type, of a wrong type or too long are left out with a warning", () => {
    const { batch, codes } = read({
      user_identities: { shoe: "42", email: {}, other: "é".repeat(513), customer_id: "c" },
    });
    expect(batch.identities).toEqual([{ type: "customer_id", value: "c" }]);
    expect(codes.sort()).toEqual(["field_ignored", "identity_too_long", "identity_type_unknown"]);
  });

  test("an mpid among them names the profile", () => {
    expect(read({ user_identities: { mpid: "-5" } }).batch.mpid).toBe("-5");
  });
});

describe("user attributes", () => {
  test("become text, lists of text and tags", () => {
    const { batch } = read({
      user_attributes: {
        n: 9,
        b: true,
        f: 1.5,
        tag: null,
        list: ["a", 1, false, null],
        big: 9007199254740993n,
        s: "x",
      },
    });
    expect(batch.userAttributes).toEqual({
      n: "9",
      b: "true",
      f: "1.5",
      tag: null,
      list: ["a", "1", "false"],
      big: "9007199254740993",
      s: "x",
    });
  });

  test("keep reserved keys in lower case and every other as it is", () => {
    const { batch } = read({
      user_attributes: { $FirstName: "Ada", $ZIP: "1", $Custom: "c", levelReached: "1", LevelReached: "2" },
    });
    expect(Object.keys(batch.userAttributes)).toEqual([
      "$firstname",
      "$zip",
      "$Custom",
      "levelReached",
      "LevelReached",
    ]);
  });

  test("are deleted by key, each once, reserved ones in any case", () => {
    const { batch } = read({ deleted_user_attributes: ["$CITY", "$city", "Plan", null] });
    expect(batch.deletedUserAttributes).toEqual(["$city", "Plan"]);
  });

  test.each([
    ["a name of 257", { ["k".repeat(257)]: "v" }, "user_attribute_name_too_long"],
    ["a value of 4097", { k: "v".repeat(4097) }, "user_attribute_too_long"],
    ["a list of 1001", { k: Array(1001).fill("x") }, "user_attribute_list_too_long"],
    ["a list entry of 513", { k: ["x".repeat(513)] }, "user_attribute_list_too_long"],
    ["an object", { k: { a: 1 } }, "user_attribute_type"],
    ["a list in a list", { k: [["a"]] }, "user_attribute_type"],
    ["the name __proto__", JSON.parse('{"__proto__":"x"}'), "name_not_allowed"],
  ])("with %s are left out with a warning", (_, bad, code) => {
    const { batch, codes } = read({ user_attributes: { ...bad, ok: "1" } });
    expect(batch.userAttributes).toEqual({ ok: "1" });
    expect(codes).toEqual([code]);
  });

  test("at the limits stay", () => {
    const attributes = { ["k".repeat(256)]: "v".repeat(4096), list: Array(1000).fill("x".repeat(512)) };
    expect(read({ user_attributes: attributes })).toMatchObject({ codes: [], batch: { userAttributes: attributes } });
  });

  test("beyond 100 are left out", () => {
    const { batch, codes } = read({
      user_attributes: Object.fromEntries(Array.from({ length: 103 }, (_, i) => [`k${i}`, i])),
    });
    expect(Object.keys(batch.userAttributes)).toHaveLength(100);
    expect(codes).toEqual(["user_attributes_over_limit"]);
  });

  test("named like JavaScript's own properties are only names", () => {
    const { batch } = read({ user_attributes: { constructor: "a", toString: "b", hasOwnProperty: "c" } });
    expect(Object.entries(batch.userAttributes)).toEqual([
      ["constructor", "a"],
      ["toString", "b"],
      ["hasOwnProperty", "c"],
    ]);
  });
});

describe("device and application", () => {
  test("keep the known fields, without identities, leniently", () => {
    const { batch, codes } = read({
      device_info: {
        platform: "ios",
        screen_width: "390",
        is_tablet: "false",
        limit_ad_tracking: null,
        os_version: 17.1,
        ios_idfv: "V",
        x: 1,
      },
      application_info: { application_name: "Kestrel", os: "ios", apple_search_ads_attributes: { "3.1": { org: 5 } } },
    });
    expect(codes).toEqual([]);
    expect(batch.deviceInfo).toEqual({ platform: "iOS", screen_width: 390, is_tablet: false, os_version: "17.1" });
    expect(batch.applicationInfo).toEqual({
      application_name: "Kestrel",
      os: "IOS",
      apple_search_ads_attributes: { "3.1": { org: "5" } },
    });
  });

  test("keep a platform that nobody knows, with a warning, and leave out what has a wrong type", () => {
    const { batch, codes } = read({ device_info: { platform: "toaster", brand: { a: 1 }, screen_dpi: "many" } });
    expect(batch.deviceInfo).toEqual({ platform: "toaster" });
    expect(codes.sort()).toEqual(["field_ignored", "field_ignored", "value_unknown"]);
  });
});

describe("consent", () => {
  const record = { consented: true, timestamp_unixtime_ms: 5 };

  test("is read record by record", () => {
    const { batch, codes } = read({
      consent_state: {
        gdpr: {
          ads: { ...record, document: "v2", location: null, hardware_id: "h" },
          mail: { consented: true },
          gone: null,
          flat: true,
        },
        ccpa: { data_sale_opt_out: record },
      },
    });
    expect(batch.consentState).toEqual({
      gdpr: { ads: { ...record, document: "v2", hardware_id: "h" }, gone: null },
      ccpa: { data_sale_opt_out: record },
    });
    expect(codes).toEqual(["consent_invalid", "consent_invalid"]);
  });

  test.each([null, {}, { gdpr: null, ccpa: null }, { gdpr: {} }])("%j says nothing", (consent_state) => {
    expect(read({ consent_state }).batch.consentState).toBeUndefined();
  });

  test("knows one purpose under CCPA", () => {
    expect(read({ consent_state: { ccpa: { other: record } } })).toMatchObject({ codes: ["consent_unknown_purpose"] });
  });
});

describe("events", () => {
  const missing = (field: string) => `Required event field "${field}" is missing or empty.`;
  const commerce = 'A commerce_event needs exactly one of "product_action", "promotion_action", "product_impressions".';

  test.each([
    ["session_start", {}],
    ["session_end", { session_duration_ms: 10 }],
    ["screen_view", {}],
    ["uninstall", {}],
    ["first_run", {}],
    ["crash_report", { message: "boom" }],
    ["opt_out", { is_opted_out: true }],
    ["push_registration", { register: false, registration_token: "t" }],
    ["application_state_transition", { application_transition_type: "application_initialized", is_first_run: true }],
    ["push_message", { push_message_type: "received" }],
    ["network_performance", { url: "https://example.com", bytes_in: 4 }],
    ["breadcrumb", { label: "here" }],
    ["profile", { profile_event_type: "login" }],
    ["user_attribute_change", { user_attribute_name: "k", new: ["a"], old: null }],
    ["user_identity_change", { new: { identity_type: "email", identity: "a@example.com" } }],
    ["pre_attribution", {}],
    ["push_reaction", {}],
    ["custom_event", { event_name: "x", custom_event_type: "unknown" }],
    ["commerce_event", { product_action: { action: "purchase", products: [] } }],
    ["commerce_event", { promotion_action: { action: "view", promotions: [{ id: 1 }] } }],
    [
      "commerce_event",
      { product_impressions: [{ product_impression_list: "l", products: [{ id: "p" }] }], product_action: null },
    ],
  ])("of type %s are taken", (event_type, data) => {
    const { batch, codes } = read({ events: [{ event_type, data }] });
    expect(batch.events).toHaveLength(1);
    expect(batch.events[0]?.data.timestamp_unixtime_ms).toBe(RECEIVED);
    expect(codes).toEqual([]);
  });

  test.each([
    [0, "unknown"],
    [1, "view"],
    [2, "click"],
    ["Click", "click"],
  ])("have the browser SDK's promotion action %j as %s", (action, name) => {
    const data = { promotion_action: { action, promotions: [{ id: "p" }] } };
    const { batch } = read({ events: [{ event_type: "commerce_event", data }] });
    expect(batch.events[0]?.data).toMatchObject({ promotion_action: { action: name } });
  });

  test.each([
    ["no type", { data: {} }, missing("event_type")],
    ["an unknown type", { event_type: "shrug", data: {} }, missing("event_type")],
    ["a type of JavaScript", { event_type: "constructor" }, missing("event_type")],
    ["null", null, missing("event_type")],
    ["no name", { event_type: "custom_event", data: { custom_event_type: "other" } }, missing("event_name")],
    ["an empty name", custom({ event_name: "" }), missing("event_name")],
    ["no custom type", custom({ custom_event_type: null }), missing("custom_event_type")],
    ["a strange custom type", custom({ custom_event_type: "dance" }), /must be one of attribution, location/],
    ["no data where some is needed", { event_type: "breadcrumb", data: null }, missing("label")],
    ["data that is text", { event_type: "breadcrumb", data: "x" }, /"data" must be an object/],
    [
      "a register of a wrong type",
      { event_type: "push_registration", data: { register: "maybe", registration_token: "t" } },
      /"register" has the wrong type/,
    ],
    ["a push without type", { event_type: "push_message", data: {} }, missing("push_message_type")],
    [
      "a transition without type",
      { event_type: "application_state_transition", data: {} },
      missing("application_transition_type"),
    ],
    ["commerce without anything", { event_type: "commerce_event", data: { product_impressions: [] } }, commerce],
    [
      "commerce of two kinds",
      {
        event_type: "commerce_event",
        data: { product_action: { action: "click" }, promotion_action: { action: "view" } },
      },
      commerce,
    ],
    [
      "a product action without action",
      { event_type: "commerce_event", data: { product_action: {} } },
      missing("action"),
    ],
    [
      "a strange promotion action",
      { event_type: "commerce_event", data: { promotion_action: { action: 3 } } },
      /"action" must be one of unknown, view, click/,
    ],
    [
      "a strange product action",
      { event_type: "commerce_event", data: { product_action: { action: "steal" } } },
      /"action" must be one of add_to_cart/,
    ],
  ])("with %s refuse the batch", (_, event, message) => {
    expect(messageOf({ events: [custom(), event] })).toMatch(message);
  });

  test("must be a list", () => {
    expect(messageOf({ events: {} })).toBe('Batch field "events" must be an array.');
  });

  test("keep 64-bit session ids, as number or as text", () => {
    const { batch } = read({
      events: [
        custom({ session_id: -6917529027641081857n }),
        custom({ session_id: "42" }),
        custom({ session_id: "x" }),
      ],
    });
    expect(batch.events.map(({ data }) => data.session_id)).toEqual([-6917529027641081857n, 42, undefined]);
  });

  test.each([
    ["year 1", -62135596800000, ["time_out_of_range"]],
    ["year 9999", 253402300799999, ["time_out_of_range"]],
    ["1970", 0, []],
    ["2099", Date.UTC(2099, 11, 31), []],
  ])("of %s are stored as received", (_, at, codes) => {
    const result = read({ events: [custom({ timestamp_unixtime_ms: at })] });
    expect(result.batch.events[0]?.data.timestamp_unixtime_ms).toBe(at);
    expect(result.codes).toEqual(codes);
  });

  test.each(["yesterday", 9e15, {}, 9223372036854775807n])("with the time %s get the time of receipt", (at) => {
    const result = read({ events: [custom({ timestamp_unixtime_ms: at })] });
    expect(result.batch.events[0]?.data.timestamp_unixtime_ms).toBe(RECEIVED);
    expect(result.codes).toEqual(["field_ignored"]);
  });

  test("keep attributes of every scalar type and null, flags of any shape, and drop null objects", () => {
    const custom_attributes = { s: "x", n: 1.5, b: false, none: null, big: 9007199254740993n };
    const custom_flags = { a: ["x", { b: 1 }], n: null };
    const { batch, codes } = read({
      events: [
        custom({ custom_attributes, custom_flags, location: null, device_current_state: { battery_level: "0.4" } }),
      ],
    });
    expect(batch.events[0]?.data).toEqual({
      event_name: "Sofa Viewed",
      custom_event_type: "navigation",
      timestamp_unixtime_ms: RECEIVED,
      custom_attributes,
      custom_flags,
      device_current_state: { battery_level: 0.4 },
    });
    expect(codes).toEqual([]);
  });

  test.each([
    [
      "an attribute of 4097 characters",
      { custom_attributes: { k: "v".repeat(4097) } },
      { custom_attributes: {} },
      "event_attribute_too_long",
    ],
    [
      "an attribute that is a list",
      { custom_attributes: { k: [1] } },
      { custom_attributes: {} },
      "event_attribute_type",
    ],
    [
      "a long attribute name",
      { custom_attributes: { ["k".repeat(300)]: 1 } },
      { custom_attributes: { ["k".repeat(256)]: 1 } },
      "event_attribute_name_truncated",
    ],
    ["a long name", { event_name: "n".repeat(300) }, { event_name: "n".repeat(256) }, "event_name_truncated"],
    [
      "a name cut in an emoji",
      { event_name: `${"n".repeat(255)}😀` },
      { event_name: "n".repeat(255) },
      "event_name_truncated",
    ],
    [
      "coordinates beyond the pole",
      { location: { latitude: 91, longitude: 0, city_name: "X" } },
      { location: { city_name: "X" } },
      "location_invalid",
    ],
    ["half a coordinate", { location: { latitude: 9 } }, { location: {} }, "location_invalid"],
    ["NUL and a lone surrogate", { event_name: "a\u0000b\ud800" }, { event_name: "a\ufffdb\ufffd" }, "text_replaced"],
  ])("with %s are mended with a warning", (_, data, expected, code) => {
    const { batch, codes } = read({ events: [custom(data)] });
    expect(batch.events[0]?.data).toMatchObject(expected);
    expect(codes).toEqual([code]);
  });

  test("keep 100 attributes", () => {
    const custom_attributes = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`k${i}`, i]));
    const { batch, codes } = read({ events: [custom({ custom_attributes })] }, "Till feed");
    expect(Object.keys(batch.events[0]?.data.custom_attributes ?? {})).toHaveLength(101);
    expect(codes).toEqual(["event_attributes_over_limit"]);
  });

  test("cut action_identifier at 100", () => {
    const event = {
      event_type: "push_message",
      data: { push_message_type: "action", action_identifier: "a".repeat(120) },
    };
    const { batch, codes } = read({ events: [event] });
    expect(batch.events[0]?.data).toMatchObject({ action_identifier: "a".repeat(100) });
    expect(codes).toEqual(["action_identifier_truncated"]);
  });

  test("carry the feed's name, whatever the sender wrote there", () => {
    const { batch } = read(
      { events: [custom({ custom_attributes: { "mParticle Source Feed": "me" } }), { event_type: "session_start" }] },
      "Till feed",
    );
    expect(batch.events.map(({ data }) => ({ ...data.custom_attributes }))).toEqual([
      { "mParticle Source Feed": "Till feed" },
      { "mParticle Source Feed": "Till feed" },
    ]);
  });

  test("tell which event a warning is about", () => {
    const result = readBatch({ events: [custom(), custom({ event_num: "x" })] }, { receivedAt: RECEIVED });
    expect(result.ok && result.warnings).toEqual([{ code: "field_ignored", params: { event: 1, field: "event_num" } }]);
  });
});

describe("hostile input", () => {
  test.each([
    "user_identities",
    "user_attributes",
    "partner_identities",
    "integration_attributes",
    "device_info",
    "application_info",
    "consent_state",
  ])("10,000 keys in %s make few warnings and no error", (field) => {
    const value = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, { x: "\u0000" }]));
    const result = readBatch(
      { [field]: value, events: [custom({ custom_attributes: value, custom_flags: value })] },
      { receivedAt: RECEIVED },
    );
    expect(result.ok).toBe(true);
    expect(result.ok && result.warnings.length).toBeLessThanOrEqual(52);
  });

  test("prototype keys change nothing", () => {
    const text =
      '{"__proto__":{"mpid":5},"user_attributes":{"__proto__":{"a":1},"constructor":"c"},"device_info":{"__proto__":{"brand":"x"}},"events":[{"event_type":"session_start","data":{"custom_attributes":{"__proto__":"x","ok":1},"custom_flags":{"__proto__":{"y":1}}}}],"n":9007199254740993}';
    const { batch } = read(parseJson(text));
    expect("a" in {} || "y" in {} || "mpid" in {}).toBe(false);
    expect(batch.deviceInfo).toEqual({});
    expect(Object.entries(batch.events[0]?.data.custom_attributes ?? {})).toEqual([["ok", 1]]);
  });
});
