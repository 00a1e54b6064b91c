import { eventAttributes } from "./attributes";
import {
  CUSTOM_EVENT_TYPES,
  type EventType,
  PRODUCT_ACTIONS,
  PROMOTION_ACTIONS,
  PUSH_MESSAGE_TYPES,
  TRANSITIONS,
} from "./enums";
import {
  boolean,
  exactlyOneOf,
  exactlyOneOfNumbered,
  type FieldsOf,
  type FieldTable,
  int64,
  integer,
  json,
  listOf,
  number,
  object,
  oneOf,
  text,
  time,
} from "./field";
import { location } from "./location";

/**
 * The fields of every event type. https://docs.mparticle.com/developers/server/json-reference
 * `event_id` is missing: it is assigned by us.
 */
const COMMON = {
  event_num: integer,
  source_message_id: text,
  session_uuid: text,
  session_id: int64,
  session_start_unixtime_ms: time,
  event_start_unixtime_ms: time,
  timestamp_unixtime_ms: time,
  location,
  device_current_state: object(
    {
      cpu: text,
      system_memory_available_bytes: number,
      system_memory_low: boolean,
      system_memory_threshold_bytes: number,
      application_memory_available_bytes: number,
      application_memory_max_bytes: number,
      application_memory_total_bytes: number,
      device_orientation: text,
      status_bar_orientation: text,
      time_since_start_ms: integer,
      battery_level: number,
      data_connection_type: text,
      data_connection_type_detail: text,
      gps_state: boolean,
      total_system_memory_usage_bytes: integer,
      disk_space_free_bytes: integer,
      external_disk_space_free_bytes: integer,
    },
    "DeviceState",
  ),
  custom_attributes: eventAttributes,
  custom_flags: json,
  canonical_name: text,
  lifetime_value_change: number,
  lifetime_value_attribute_name: text,
  is_goal_defined: boolean,
  view_controller: text,
  is_main_thread: boolean,
  data_connection_type: text,
  page_url: text,
  active_time_on_site_ms: integer,
};

const products = listOf(
  object(
    {
      id: text,
      name: text,
      brand: text,
      category: text,
      variant: text,
      position: integer,
      price: number,
      quantity: number,
      coupon_code: text,
      added_to_cart_time_ms: time,
      total_product_amount: number,
      custom_attributes: eventAttributes,
    },
    "Product",
  ),
);

const COMMERCE = {
  event_name: text,
  product_action: object({
    action: exactlyOneOf(...PRODUCT_ACTIONS),
    checkout_step: integer,
    checkout_options: text,
    product_action_list: text,
    product_list_source: text,
    transaction_id: text,
    affiliation: text,
    total_amount: number,
    tax_amount: number,
    shipping_amount: number,
    coupon_code: text,
    products,
  }),
  promotion_action: object({
    action: exactlyOneOfNumbered(...PROMOTION_ACTIONS),
    promotions: listOf(object({ id: text, name: text, creative: text, position: text })),
  }),
  product_impressions: listOf(object({ product_impression_list: text, products })),
  shopping_cart: object({ products }),
  currency_code: text,
  screen_name: text,
  is_non_interactive: boolean,
};

const userIdentity = object(
  {
    identity_type: text,
    identity: text,
    timestamp_unixtime_ms: time,
    created_this_batch: boolean,
  },
  "ChangedIdentity",
);

/** What each type has beyond the common fields. */
const SPECIFIC = {
  custom_event: { event_name: text, custom_event_type: exactlyOneOf(...CUSTOM_EVENT_TYPES), media_info: json },
  commerce_event: COMMERCE,
  session_start: {},
  session_end: { session_duration_ms: integer },
  screen_view: { screen_name: text, activity_type: text },
  uninstall: {},
  first_run: {},
  crash_report: {
    class_name: text,
    breadcrumbs: json,
    severity: text,
    message: text,
    stack_trace: text,
    exception_handled: boolean,
    topmost_context: text,
    pl_crash_report_file_base64: text,
    ios_image_base_address: int64,
    ios_image_size: int64,
    session_number: integer,
  },
  opt_out: { is_opted_out: boolean },
  push_registration: { register: boolean, registration_token: text },
  application_state_transition: {
    application_transition_type: exactlyOneOf(...TRANSITIONS),
    is_first_run: boolean,
    is_upgrade: boolean,
    successfully_closed: boolean,
    push_notification_payload: text,
    launch_referral: text,
  },
  push_message: {
    push_message_type: exactlyOneOf(...PUSH_MESSAGE_TYPES),
    push_message_token: text,
    message: text,
    network: oneOf("apn", "gcm"),
    push_notification_payload: text,
    application_state: oneOf("not_running", "background", "foreground"),
    action_identifier: text,
    push_message_behavior: text,
  },
  network_performance: {
    http_verb: text,
    url: text,
    time_elapsed: integer,
    bytes_in: integer,
    bytes_out: integer,
    response_code: integer,
    data: text,
  },
  breadcrumb: { label: text, session_number: integer },
  profile: {
    profile_name: text,
    previous_profile_name: text,
    previous_mpid: int64,
    current_mpid: int64,
    profile_event_type: oneOf("signup", "login", "logout", "update", "delete"),
  },
  user_attribute_change: {
    user_attribute_name: text,
    new: json,
    old: json,
    deleted: boolean,
    is_new_attribute: boolean,
  },
  user_identity_change: { new: userIdentity, old: userIdentity },
  pre_attribution: {},
  push_reaction: {},
} satisfies Record<EventType, FieldTable>;

type Specific = typeof SPECIFIC;
export type CommonData = FieldsOf<typeof COMMON> & { readonly timestamp_unixtime_ms: number };
/** The data of one event type; the time is always there. */
export type EventData<T extends EventType = EventType> = T extends EventType
  ? CommonData & FieldsOf<Specific[T]>
  : never;

export const EVENT_FIELDS = Object.fromEntries(
  Object.entries(SPECIFIC).map(([type, fields]) => [type, { ...COMMON, ...fields }]),
) as { readonly [T in EventType]: typeof COMMON & Specific[T] };

/** Fields without which an event can't be taken, in the order of complaint. */
export const REQUIRED: { readonly [T in EventType]?: readonly (keyof Specific[T] & string)[] } = {
  custom_event: ["event_name", "custom_event_type"],
  push_registration: ["register", "registration_token"],
  application_state_transition: ["application_transition_type"],
  push_message: ["push_message_type"],
  breadcrumb: ["label"],
};
