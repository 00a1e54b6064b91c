import { describe, expect, test } from "vitest";
import { readBatch } from "./read-batch";

/**
 * The tables of the documentation, field by field, each with a value of its type: whatever is written there is kept
 * as it is, without a warning. https://docs.mparticle.com/developers/server/json-reference
 */

type Values = Readonly<Record<string, unknown>>;

function read(raw: Values) {
  const result = readBatch(raw, { receivedAt: 1_790_000_000_000 });
  if (!result.ok) throw new Error(result.message);
  return { batch: result.batch, warnings: result.warnings };
}

function eventData(event_type: string, data: Values): { data: Values | undefined; warnings: unknown } {
  const { batch, warnings } = read({ events: [{ event_type, data }] });
  const [event] = batch.events;
  return { data: event ? JSON.parse(JSON.stringify(event.data)) : undefined, warnings };
}

const UUID = "6c1e3bd2-2b3f-4b8e-8f0c-6f5f0a3a3c11";

const COMMON: Values = {
  event_num: 0,
  source_message_id: UUID,
  session_uuid: UUID,
  session_id: 4_611,
  session_start_unixtime_ms: 1_700_000_000_000,
  event_start_unixtime_ms: 1_700_000_000_001,
  timestamp_unixtime_ms: 1_700_000_000_002,
  location: {
    latitude: 52.5,
    longitude: -13.4,
    accuracy: 12.5,
    country_code: "DE",
    region_code: "BE",
    city_name: "Berlin",
    postal_code: "10115",
    dma_code: 501,
    location_source: "lat_long",
  },
  device_current_state: {
    cpu: "arm",
    system_memory_available_bytes: 1,
    system_memory_low: false,
    system_memory_threshold_bytes: 2,
    application_memory_available_bytes: 3,
    application_memory_max_bytes: 4,
    application_memory_total_bytes: 5,
    device_orientation: "portrait",
    status_bar_orientation: "portrait",
    time_since_start_ms: 6,
    battery_level: 0.5,
    data_connection_type: "wifi",
    data_connection_type_detail: "n",
    gps_state: true,
    total_system_memory_usage_bytes: 7,
    disk_space_free_bytes: 8,
    external_disk_space_free_bytes: 9,
  },
  custom_attributes: { text: "x", number: 1.5, boolean: true, nothing: null },
  custom_flags: { flag: "y" },
  canonical_name: "opened",
  lifetime_value_change: 9.5,
  lifetime_value_attribute_name: "spent",
  is_goal_defined: true,
  view_controller: "Main",
  is_main_thread: false,
  data_connection_type: "mobile",
  page_url: "https://shop.example/lamps",
  active_time_on_site_ms: 12_000,
};

const PRODUCT: Values = {
  id: "lamp-7",
  name: "Reading lamp",
  brand: "Brightwharf",
  category: "lamps",
  variant: "brass",
  position: 1,
  price: 64.75,
  quantity: 2,
  coupon_code: "AUTUMN",
  added_to_cart_time_ms: 1_700_000_000_000,
  total_product_amount: 129.5,
  custom_attributes: { engraved: "no" },
};

const IDENTITY: Values = {
  identity_type: "email",
  identity: "odile@example.test",
  timestamp_unixtime_ms: 1_700_000_000_000,
  created_this_batch: true,
};

const COMMERCE: Values = {
  shopping_cart: { products: [PRODUCT] },
  currency_code: "EUR",
  screen_name: "Cart",
  is_non_interactive: false,
};

const EVENTS: readonly [type: string, data: Values][] = [
  ["custom_event", { event_name: "Opened", custom_event_type: "navigation" }],
  [
    "commerce_event",
    {
      ...COMMERCE,
      product_action: {
        action: "checkout",
        checkout_step: 2,
        checkout_options: "express",
        product_action_list: "search",
        product_list_source: "home",
        transaction_id: "ord-1",
        affiliation: "shop",
        total_amount: 129.5,
        tax_amount: 20.5,
        shipping_amount: 4,
        coupon_code: "AUTUMN",
        products: [PRODUCT],
      },
    },
  ],
  [
    "commerce_event",
    {
      ...COMMERCE,
      promotion_action: {
        action: "view",
        promotions: [{ id: "p1", name: "Autumn", creative: "banner", position: "top" }],
      },
    },
  ],
  ["commerce_event", { ...COMMERCE, product_impressions: [{ product_impression_list: "home", products: [PRODUCT] }] }],
  ["session_start", {}],
  ["session_end", { session_duration_ms: 61_000 }],
  ["screen_view", { screen_name: "Lamps", activity_type: "LampActivity" }],
  ["uninstall", {}],
  ["first_run", {}],
  [
    "crash_report",
    {
      class_name: "Lamp",
      breadcrumbs: [{ event_type: "breadcrumb", data: { label: "here" } }],
      severity: "high",
      message: "boom",
      stack_trace: "at lamp",
      exception_handled: false,
      topmost_context: "Main",
      pl_crash_report_file_base64: "AAEC",
      ios_image_base_address: 4_096,
      ios_image_size: 512,
      session_number: 3,
    },
  ],
  ["opt_out", { is_opted_out: true }],
  ["push_registration", { register: true, registration_token: "token" }],
  [
    "application_state_transition",
    {
      application_transition_type: "application_initialized",
      is_first_run: true,
      is_upgrade: false,
      successfully_closed: true,
      push_notification_payload: "{}",
      launch_referral: "app://lamp",
    },
  ],
  [
    "push_message",
    {
      push_message_type: "received",
      push_message_token: "token",
      message: "New lamps",
      network: "apn",
      push_notification_payload: "{}",
      application_state: "background",
      action_identifier: "open",
      push_message_behavior: "Displayed",
    },
  ],
  [
    "network_performance",
    {
      http_verb: "GET",
      url: "https://shop.example/api",
      time_elapsed: 120,
      bytes_in: 10,
      bytes_out: 20,
      response_code: 200,
      data: "AAEC",
    },
  ],
  ["breadcrumb", { label: "here", session_number: 2 }],
  ["profile", { previous_mpid: -5, current_mpid: 7, profile_event_type: "login" }],
  [
    "user_attribute_change",
    { user_attribute_name: "tier", new: ["gold"], old: "silver", deleted: false, is_new_attribute: true },
  ],
  ["user_identity_change", { new: IDENTITY, old: { ...IDENTITY, created_this_batch: false } }],
  ["pre_attribution", {}],
  ["push_reaction", {}],
];

describe("an event keeps every documented field", () => {
  test.each(EVENTS)("%s %#", (type, data) => {
    const sent = { ...COMMON, ...data };
    expect(eventData(type, sent)).toEqual({ data: sent, warnings: [] });
  });
});

const VALUES: readonly [type: string, of: (value: string) => Values, values: readonly string[]][] = [
  [
    "custom_event",
    (custom_event_type) => ({ event_name: "x", custom_event_type }),
    [
      "attribution",
      "location",
      "media",
      "navigation",
      "search",
      "social",
      "transaction",
      "user_content",
      "user_preference",
      "other",
      "unknown",
    ],
  ],
  [
    "commerce_event",
    (action) => ({ product_action: { action } }),
    [
      "add_to_cart",
      "remove_from_cart",
      "checkout",
      "checkout_option",
      "click",
      "view_detail",
      "purchase",
      "refund",
      "add_to_wishlist",
      "remove_from_wish_list",
      "unknown",
    ],
  ],
  ["commerce_event", (action) => ({ promotion_action: { action } }), ["view", "click"]],
  [
    "application_state_transition",
    (application_transition_type) => ({ application_transition_type }),
    ["application_initialized", "application_exit", "application_background", "application_foreground"],
  ],
  ["push_message", (push_message_type) => ({ push_message_type }), ["sent", "received", "action"]],
  ["push_message", (network) => ({ push_message_type: "sent", network }), ["apn", "gcm"]],
  [
    "push_message",
    (application_state) => ({ push_message_type: "sent", application_state }),
    ["not_running", "background", "foreground"],
  ],
  [
    "push_message",
    (push_message_behavior) => ({ push_message_type: "sent", push_message_behavior }),
    ["Received", "DirectOpen", "Read", "InfluencedOpen", "Displayed", "5"],
  ],
  ["profile", (profile_event_type) => ({ profile_event_type }), ["signup", "login", "logout", "update", "delete"]],
  ["session_start", (location_source) => ({ location: { location_source } }), ["unknown", "ip_lookup", "lat_long"]],
];

describe("an event keeps every documented value of a closed set", () => {
  test.each(VALUES.flatMap(([type, of, values]) => values.map((value) => ({ type, value, data: of(value) }))))(
    "$type: $value",
    ({ type, data }) => {
      const { data: kept, warnings } = eventData(type, data);
      expect(kept).toMatchObject(data);
      expect(warnings).toEqual([]);
    },
  );
});

const DEVICE_INFO: Values = {
  brand: "Lantern",
  product: "lantern-9",
  device: "l9",
  device_manufacturer: "Lantern Works",
  platform: "Android",
  os_version: "16",
  device_model: "L9",
  screen_height: 2_400,
  screen_width: 1_080,
  screen_dpi: 420,
  device_country: "DE",
  locale_language: "de",
  locale_country: "DE",
  network_country: "DE",
  network_carrier: "Wharf Mobile",
  network_code: "01",
  network_mobile_country_code: "262",
  timezone_offset: -3.5,
  build_identifier: "b1",
  build_version_release: "16",
  http_header_user_agent: "Lantern/9",
  att_authorization_status: "denied",
  att_timestamp_unixtime_ms: 1_700_000_000_000,
  cpu_architecture: "arm64",
  is_tablet: false,
  push_notification_sound_enabled: true,
  push_notification_vibrate_enabled: false,
  radio_access_technology: "5g",
  supports_telephony: true,
  has_nfc: true,
  bluetooth_enabled: false,
  bluetooth_version: "5.3",
  limit_ad_tracking: true,
  is_dst: false,
};
const DEVICE_IDENTITIES = [
  "ios_advertising_id",
  "ios_idfv",
  "android_advertising_id",
  "android_uuid",
  "push_token",
  "amp_id",
  "roku_advertising_id",
  "roku_publisher_id",
  "microsoft_advertising_id",
  "microsoft_publisher_id",
  "fire_advertising_id",
];
const APPLICATION_INFO: Values = {
  application_name: "Lamps",
  application_version: "2.1",
  application_build_number: "210",
  install_referrer: "store",
  package: "example.lamps",
  os: "Android",
  apple_search_ads_attributes: { "3.1": { campaign: "autumn" } },
  sideloaded_kits_count: 0,
};

describe("a batch keeps every documented field", () => {
  test("of the device", () => {
    const { batch, warnings } = read({ device_info: DEVICE_INFO });
    expect([batch.deviceInfo, warnings]).toEqual([DEVICE_INFO, []]);
  });

  test.each(DEVICE_IDENTITIES)("of the device's identities: %s", (type) => {
    const { batch, warnings } = read({ device_info: { [type]: "id-1" } });
    expect([batch.identities, warnings]).toEqual([[{ type, value: "id-1" }], []]);
  });

  test("of the application", () => {
    const { batch, warnings } = read({ application_info: APPLICATION_INFO });
    expect([JSON.parse(JSON.stringify(batch.applicationInfo)), warnings]).toEqual([APPLICATION_INFO, []]);
  });

  test.each([
    ...["iOS", "Android", "web", "desktop", "tvOS", "roku", "out_of_band", "alexa", "smart_tv", "fire_tv", "xbox"].map(
      (platform): [string, Values] => ["device_info", { platform }],
    ),
    ...["authorized", "denied", "not_determined", "restricted"].map((status): [string, Values] => [
      "device_info",
      { att_authorization_status: status },
    ]),
    ...[
      "Unknown",
      "IOS",
      "Android",
      "WindowsPhone",
      "MobileWeb",
      "UnityIOS",
      "UnityAndroid",
      "Desktop",
      "TVOS",
      "Roku",
      "OutOfBand",
      "Alexa",
      "SmartTV",
      "FireTV",
      "Xbox",
    ].map((os): [string, Values] => ["application_info", { os }]),
  ])("%s %j", (field, value) => {
    const { batch, warnings } = read({ [field]: value });
    expect([{ ...batch.deviceInfo, ...batch.applicationInfo }, warnings]).toEqual([value, []]);
  });

  test("around its events", () => {
    const sent = {
      context: { data_plan: { plan_id: "shop", plan_version: 3 }, location: { latitude: 1, longitude: 2 } },
      attribution_info: { service_provider: "Counting House", publisher: "Herald", campaign: "Summer" },
      integration_attributes: { "12": { visitor: "v" } },
      partner_identities: { Quillmark_Id: "q" },
    };
    const { batch, warnings } = read(sent);
    expect(JSON.parse(JSON.stringify(batch))).toMatchObject({
      context: sent.context,
      attributionInfo: sent.attribution_info,
      integrationAttributes: sent.integration_attributes,
      partnerIdentities: sent.partner_identities,
    });
    expect(warnings).toEqual([]);
  });

  test.each(["api_key", "api_keys", "sdk_version", "job_id", "partner_identity", "origin_mpid", "modified"])(
    "and takes %s for what it is worth",
    (name) => {
      expect(read({ [name]: "x" }).warnings).toEqual([]);
    },
  );
});
