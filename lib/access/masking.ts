import type { Decision } from "../explain/decision";
import type { Context } from "./context";
import { type PersonalValues, personalValues } from "./permissions";

/** Shown instead of a personal value; the same for every value, so that it tells nothing, its length neither. */
export const MASKED = "••••••";

export type Masks = {
  readonly masked: boolean;
  /** The value, or the mask. */
  readonly text: (value: string) => string;
};

const PLAIN: Masks = { masked: false, text: (value) => value };
const MASKS: Masks = { masked: true, text: (value) => (value === "" ? "" : MASKED) };

/** Whether personal values of an environment are masked; an unknown environment counts as production. */
export function isMasked(seen: PersonalValues, environment: string | null): boolean {
  return seen === "masked" || (seen === "plain_in_development" && environment !== "development");
}

/** How the reader sees personal values of an environment. */
export function masksFor(ctx: Pick<Context, "role">, environment: string | null): Masks {
  return isMasked(personalValues(ctx.role), environment) ? MASKS : PLAIN;
}

/** Everything within is personal, whatever the names: they are the sender's own, or say where somebody is. */
const PERSONAL_BRANCHES = new Set([
  "user_identities",
  "known_identities",
  "identity_changes",
  "user_attributes",
  "custom_attributes",
  "custom_flags",
  "partner_identities",
  "integration_attributes",
  "attribution_info",
  "apple_search_ads_attributes",
  "location",
  "media_info",
  "breadcrumbs",
  "old",
  "new",
]);
/** Says what or when, not who, even within a personal branch. */
const KEPT = new Set(["identity_type", "timestamp_unixtime_ms", "created_this_batch", "mParticle Source Feed"]);

/** Fields that may be shown to everybody. Whatever is not listed is masked: a new field is safe until it is. */
// biome-ignore format: a table reads by rows.
const SHOWN = new Set([
  // Batch
  "environment", "mpid", "batch_id", "source_request_id", "mp_deviceid", "schema_version", "deleted_user_attributes",
  "plan_id", "plan_version", "channel", "partner", "replay_request_id", "replay_job_id", "is_historical",
  "system_notifications", "type", "purpose", "regulation", "consented", "document",
  // Identity request
  "request_id", "request_timestamp_ms", "sdk_vendor", "sdk_version",
  // Alias request
  "request_type", "source_mpid", "destination_mpid", "start_unixtime_ms", "end_unixtime_ms", "scope",
  "device_application_stamp",
  // Every event
  "event_type", "event_id", "event_num", "message_id", "message_type", "source_message_id", "session_uuid", "session_id",
  "session_start_unixtime_ms", "event_start_unixtime_ms", "timestamp_unixtime_ms", "canonical_name", "is_goal_defined",
  "lifetime_value_change", "lifetime_value_attribute_name", "view_controller", "is_main_thread", "data_connection_type",
  "active_time_on_site_ms",
  // Kinds of events
  "event_name", "custom_event_type", "screen_name", "activity_type", "session_duration_ms", "class_name", "severity",
  "exception_handled", "session_number", "is_opted_out", "register", "application_transition_type", "is_first_run",
  "is_upgrade", "successfully_closed", "push_message_type", "network", "application_state", "push_message_behavior",
  "http_verb", "time_elapsed", "bytes_in", "bytes_out", "response_code", "label", "previous_mpid", "current_mpid",
  "profile_event_type", "user_attribute_name", "deleted", "is_new_attribute",
  // Commerce
  "action", "checkout_step", "product_action_list", "product_list_source", "transaction_id", "affiliation",
  "total_amount", "tax_amount", "shipping_amount", "coupon_code", "id", "name", "brand", "category", "variant",
  "position", "price", "quantity", "total_product_amount", "added_to_cart_time_ms", "creative",
  "product_impression_list", "currency_code", "is_non_interactive",
  // Device and app, identities apart
  "product", "device", "device_manufacturer", "platform", "os_version", "device_model", "screen_height", "screen_width",
  "screen_dpi", "locale_language", "locale_country", "timezone_offset", "build_identifier", "build_version_release",
  "att_authorization_status", "att_timestamp_unixtime_ms", "cpu_architecture", "is_tablet", "limit_ad_tracking",
  "radio_access_technology", "has_nfc", "bluetooth_enabled", "is_dst", "application_name", "application_version",
  "application_build_number", "package", "os", "sideloaded_kits_count", "device_orientation", "battery_level",
]);

/**
 * A batch in stored or outbound form, parsed, without personal values: identities, attributes, IP, locations. Keys,
 * types, MPID, Device Application Stamp and times stay. Pure; fails closed.
 */
export function maskBatch(value: unknown): unknown {
  return mask(value, false);
}

function mask(value: unknown, shown: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => mask(item, shown));
  if (!isRecord(value)) return shown || typeof value === "boolean" ? value : hide(value);
  return mapFields(value, (name, inner) =>
    PERSONAL_BRANCHES.has(name) ? hideAll(inner) : mask(inner, SHOWN.has(name)),
  );
}

/** Keys stay; a list does not tell how long it is, unless it holds objects. */
function hideAll(value: unknown): unknown {
  if (Array.isArray(value)) return value.some(isRecord) ? value.map(hideAll) : MASKED;
  if (!isRecord(value)) return hide(value);
  return mapFields(value, (name, inner) => (KEPT.has(name) && !isRecord(inner) ? inner : hideAll(inner)));
}

/** null, absent and empty stay what they are. */
function hide(value: unknown): unknown {
  return value === null || value === undefined || value === "" ? value : MASKED;
}

/** A Decision without the values that attributes, consent and fields had or got. Types and rules stay. Pure. */
export function maskDecision(decision: Decision): Decision {
  const { attributes, consent, changed } = decision;
  return {
    ...decision,
    ...(attributes && { attributes: attributes.map((one) => hideValues(one, hideAll)) }),
    ...(consent && { consent: consent.map((one) => hideValues(one, maskBatch)) }),
    ...(changed && {
      changed: Object.fromEntries(
        Object.entries(changed).map(([name, [before, after]]): [string, [unknown, unknown]] => [
          name,
          [hideUnlessFlag(before), hideUnlessFlag(after)],
        ]),
      ),
    }),
  };
}

type Values = { before?: unknown; after?: unknown; incoming?: unknown };

function hideValues<One extends Values>(one: One, hideValue: (value: unknown) => unknown): One {
  const { before, after, incoming } = one;
  return {
    ...one,
    ...("before" in one && { before: hideValue(before) }),
    ...("after" in one && { after: hideValue(after) }),
    ...("incoming" in one && { incoming: hideValue(incoming) }),
  };
}

function hideUnlessFlag(value: unknown): unknown {
  return typeof value === "boolean" ? value : hideAll(value);
}

function mapFields(record: Record<string, unknown>, map: (name: string, value: unknown) => unknown) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(name, value)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
