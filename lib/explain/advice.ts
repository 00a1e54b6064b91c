import type { ReasonCode } from "./codes";

/**
 * What whoever sends can do about a reason, in one sentence; beside `sentences.ts`, which says what happened. Ours. Pure.
 */
const ADVICE: Readonly<Record<ReasonCode, string>> = {
  invalid_json: "Send one JSON object as the body, with the header Content-Type: application/json.",
  invalid_batch: "Mend the field that is named and send it again.",
  batch_too_large: "Send fewer events per batch.",
  request_too_large: "Send fewer batches per request.",
  too_many_batches: "Send at most 100 batches per request.",
  poison_batch:
    "Send it without its newest fields, one after another, to find the value; the batch is kept as it came.",
  duplicate_request: "Give every request a source_request_id of its own, or none.",
  update_only_no_match:
    "Send an identity of somebody who is known already, or have an Admin raise the protection level.",
  read_only: "An Admin can raise the protection level, if this feed is to write profiles.",
  no_identifier: "Name somebody: a user identity, a device identity or an MPID.",
  unknown_mpid_only: "Send an identity beside the MPID, or an MPID that this workspace gave.",
  sdk_person_unknown: "Let the SDK identify first: pass an identifyRequest to init.",
  unreadable_body: "Send the body uncompressed, or as gzip or deflate, and to its end.",
  historical_no_events: "Send events, or use /v2/bulkevents for profile data.",
  historical_no_timestamp: "Give every event a timestamp_unixtime_ms, in milliseconds.",
  historical_too_recent: "Send younger events to /v2/bulkevents.",
  invalid_request: "Mend the field that is named and send it again.",
  repeated_request: "Give every request a request_id of its own.",
  modify_unknown_mpid: "Modify an MPID that identify gave for the same environment.",
  modify_immutable: "Send the identity that is set, or make the type changeable under Settings > Identity.",
  alias_not_for_feeds: "Ask with the key of a platform.",
  alias_not_with_strategy: "Choose a strategy that has aliases under Settings > Identity.",
  alias_unknown_mpid: "Name two MPIDs that identify gave for the same environment.",
  alias_window_overlaps: "Ask for a window that no earlier alias of the source covers.",
  alias_source_was_destination: "Name a source that was not the destination before.",
  alias_destination_was_source: "Name a destination that was not the source before.",
  alias_profile_gone: "Name two MPIDs that still exist.",
};

/** What to do about the reasons of a batch, each once; nothing for a code of a newer version. */
export function adviceFor(reasons: readonly { readonly code: string }[]): string[] {
  const found = reasons.flatMap(({ code }) => (isReason(code) ? [ADVICE[code]] : []));
  return [...new Set(found)];
}

function isReason(code: string): code is ReasonCode {
  return Object.hasOwn(ADVICE, code);
}
