/**
 * Every code that a Decision may carry. `sentences.ts` has a sentence for each, and a test finds codes that are used
 * but not listed here. Parameters never carry a personal value.
 */

/** Why a whole batch was dropped, rejected, not associated or left unresolved. */
export const REASON_CODES = [
  "invalid_json",
  "invalid_batch",
  "batch_too_large",
  "request_too_large",
  "too_many_batches",
  "poison_batch",
  "duplicate_request",
  "update_only_no_match",
  "read_only",
  "no_identifier",
  "unknown_mpid_only",
  "sdk_person_unknown",
  "unreadable_body",
  "historical_no_events",
  "historical_no_timestamp",
  "historical_too_recent",
  // Requests to the identity API.
  "invalid_request",
  "repeated_request",
  "modify_unknown_mpid",
  "modify_immutable",
  "alias_not_for_feeds",
  "alias_not_with_strategy",
  "alias_unknown_mpid",
  "alias_window_overlaps",
  "alias_source_was_destination",
  "alias_destination_was_source",
  "alias_profile_gone",
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** Remarks about parts of a batch that were changed, left out or not written. */
export const WARNING_CODES = [
  // Reading the batch.
  "text_replaced",
  "field_ignored",
  "value_unknown",
  "name_not_allowed",
  "identity_type_unknown",
  "identity_repeated",
  "identity_too_long",
  "event_name_truncated",
  "event_attribute_name_truncated",
  "event_attribute_too_long",
  "event_attribute_type",
  "event_attributes_over_limit",
  "user_attribute_name_too_long",
  "user_attribute_too_long",
  "user_attribute_list_too_long",
  "user_attribute_type",
  "user_attributes_over_limit",
  "entries_over_limit",
  "action_identifier_truncated",
  "time_out_of_range",
  "ip_invalid",
  "location_invalid",
  "consent_invalid",
  "consent_unknown_purpose",
  "more_warnings",
  // Deciding about it.
  "alias_window_cut",
  "unknown_mpid",
  "identity_capped",
  "consent_source_not_allowed",
  "consent_regulation_off",
  "partner_identity_unregistered",
  "partner_identity_foreign",
  "event_name_limit",
  "advertising_ids_dropped",
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

export const REMARK_CODES = [...REASON_CODES, ...WARNING_CODES] as const;
export type RemarkCode = (typeof REMARK_CODES)[number];
