/**
 * Closed sets of the wire format. https://docs.mparticle.com/developers/server/json-reference
 * Those that an event can't do without include `unknown`, which the SDKs send.
 */
export const ENVIRONMENTS = ["production", "development"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const EVENT_TYPES = [
  "custom_event",
  "commerce_event",
  "session_start",
  "session_end",
  "screen_view",
  "uninstall",
  "crash_report",
  "opt_out",
  "push_registration",
  "application_state_transition",
  "push_message",
  "network_performance",
  "breadcrumb",
  "first_run",
  "profile",
  "user_attribute_change",
  "user_identity_change",
  "pre_attribution",
  "push_reaction",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const CUSTOM_EVENT_TYPES = [
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
] as const;

/** "remove_from_wish_list" is spelt so by the source. */
export const PRODUCT_ACTIONS = [
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
] as const;

/** In the order of the numbers that the browser SDK sends: https://github.com/mParticle/mparticle-web-sdk */
export const PROMOTION_ACTIONS = ["unknown", "view", "click"] as const;

export const TRANSITIONS = [
  "application_initialized",
  "application_exit",
  "application_background",
  "application_foreground",
  "unknown",
] as const;

export const PUSH_MESSAGE_TYPES = ["sent", "received", "action", "unknown"] as const;

export const PLATFORMS = [
  "iOS",
  "Android",
  "web",
  "desktop",
  "tvOS",
  "roku",
  "out_of_band",
  "alexa",
  "smart_tv",
  "fire_tv",
  "xbox",
] as const;

export const APPLICATION_OS = [
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
] as const;

export const ATT_STATUSES = ["authorized", "denied", "not_determined", "restricted"] as const;
