import { identityLabel } from "../batch/identity-names";
import { REMARK_CODES, type RemarkCode } from "./codes";
import type { AttributeDecision, Decision, Outcome, ProtectionRow, Remark, StrategyRule } from "./decision";
import { tierSource } from "./labels";

/** Codes of a Decision in plain English: one place for every screen, export and log. Pure. */

type Params = NonNullable<Remark["params"]>;
type Param = Params[string] | undefined;

const count = (n: Param, one: string, many = `${one}s`) => `${n ?? "Some"} ${n === 1 ? one : many}`;
const be = (n: Param) => (n === 1 ? "was" : "were");
const quote = (name: Param) => `"${name ?? "?"}"`;
const type = (name: Param) => identityLabel(String(name ?? "identity"));

const SENTENCES: Readonly<Record<RemarkCode, (params: Params) => string>> = {
  invalid_json: ({ message }) => `${message ?? "The body is not valid JSON."}`,
  invalid_batch: ({ message }) => `${message ?? "The batch is not valid."}`,
  batch_too_large: () => "The batch is larger than 128 KB.",
  request_too_large: () => "The request is larger than 256 KB.",
  too_many_batches: ({ count: n }) => `The request holds ${n ?? "too many"} batches; at most 100 are taken.`,
  poison_batch: ({ sqlstate }) => `The database refused the batch (SQLSTATE ${sqlstate ?? "unknown"}).`,
  duplicate_request: () => "This input sent the same source_request_id before.",
  update_only_no_match: () => "The feed is Update Only and no profile matches.",
  read_only: () => "The feed is Read Only.",
  no_identifier: () => "The batch names no MPID, user identity or device identity.",
  sdk_person_unknown: () =>
    "No profile has the batch's MPID or matches its identities, and an SDK's batch creates none: identify and login do.",
  unreadable_body: ({ message }) => `${message ?? "The body could not be read."}`,
  historical_no_events: () => "Old data needs events; the batch has none.",
  historical_no_timestamp: () => "Old data needs a timestamp_unixtime_ms in every event.",
  historical_too_recent: ({ hours }) => `Old data is at least ${hours ?? 72} hours old; this event is younger.`,
  unknown_mpid_only: () => "No profile has the batch's MPID, and the batch names nothing else.",
  invalid_request: ({ message }) => `${message ?? "The request is not valid."}`,
  repeated_request: () => "This input sent the same request_id before; it got the same answer again.",
  modify_unknown_mpid: () => "No profile of this scope and environment has the MPID.",
  modify_immutable: ({ type: name }) => `The profile's ${type(name)} is immutable and already set.`,
  alias_not_for_feeds: () => "Only platform inputs may ask for an alias.",
  alias_not_with_strategy: () => "The identity strategy of this scope has no alias.",
  alias_unknown_mpid: ({ which }) =>
    `No profile of this scope and environment has the MPID of the ${which ?? "request"}.`,
  alias_window_overlaps: () => "An earlier alias of the same source has a window that overlaps.",
  alias_source_was_destination: () => "The source was the destination of an earlier alias.",
  alias_destination_was_source: () => "The destination was the source of an earlier alias.",
  alias_profile_gone: () => "One of the two profiles does not exist any more.",

  text_replaced: () => "Characters that can't be stored (NUL, half of a surrogate pair) were replaced.",
  field_ignored: ({ field }) => `${quote(field)} was ignored: its value has the wrong type.`,
  value_unknown: ({ field }) => `${quote(field)} has a value that is not documented; it was kept.`,
  name_not_allowed: ({ name }) => `The name ${quote(name)} is not allowed; its value was left out.`,
  identity_type_unknown: ({ name }) => `There is no identity type ${quote(name)}; its value was ignored.`,
  identity_repeated: ({ type: name }) => `The batch names two values of ${type(name)}; the first one counts.`,
  identity_too_long: ({ type: name, limit }) =>
    `The value of ${type(name)} is longer than ${limit} bytes and was ignored.`,
  event_name_truncated: ({ field, limit }) => `${quote(field)} was cut to ${limit} characters.`,
  event_attribute_name_truncated: ({ key, limit }) =>
    `The attribute name ${quote(key)} was cut to ${limit} characters.`,
  event_attribute_too_long: ({ key, limit }) =>
    `The attribute ${quote(key)} is longer than ${limit} characters and was left out.`,
  event_attribute_type: ({ key }) => `The attribute ${quote(key)} is a list or an object and was left out.`,
  event_attributes_over_limit: ({ count: n, limit }) =>
    `${count(n, "attribute")} over the limit of ${limit} per event ${be(n)} left out.`,
  user_attribute_name_too_long: ({ key, limit }) =>
    `The user attribute ${quote(key)} has a name longer than ${limit} characters and was left out.`,
  user_attribute_too_long: ({ key, limit }) =>
    `The user attribute ${quote(key)} is longer than ${limit} characters and was left out.`,
  user_attribute_list_too_long: ({ key }) =>
    `The user attribute ${quote(key)} has more than 1,000 entries, or one of more than 512 characters, and was left out.`,
  user_attribute_type: ({ key }) =>
    `The user attribute ${quote(key)} is neither text, number, list nor tag and was left out.`,
  user_attributes_over_limit: ({ count: n, limit }) =>
    `${count(n, "user attribute")} over the limit of ${limit} per batch ${be(n)} left out.`,
  entries_over_limit: ({ field, limit }) => `${quote(field)} has more than ${limit} entries; the rest was left out.`,
  action_identifier_truncated: ({ limit }) => `"action_identifier" was cut to ${limit} characters.`,
  time_out_of_range: () => "The event's time lies outside 1970 to 2100; it was stored as received.",
  ip_invalid: () => 'The value of "ip" is no IP address and was ignored.',
  location_invalid: () => "The coordinates are not on Earth and were ignored.",
  consent_invalid: ({ regulation, purpose }) =>
    `The ${consentName(regulation, purpose)} lacks a choice or a time and was ignored.`,
  consent_unknown_purpose: ({ regulation, purpose }) =>
    `There is no ${consentName(regulation, purpose)}; it was ignored.`,
  more_warnings: ({ count: n }) => `${count(n, "more warning")} ${be(n)} not kept.`,

  alias_window_cut: ({ limit }) => `The window was longer than ${limit ?? 90} days; its start was moved.`,
  unknown_mpid: () => "No profile has the batch's MPID; its identities were used instead.",
  identity_capped: ({ type: name, count: n }) =>
    `Very many profiles share this ${type(name)}; only the first ${n ?? "ones"} were looked at.`,
  consent_source_not_allowed: ({ regulation, purpose }) =>
    `Only platforms and custom feeds may record consent; the ${consentName(regulation, purpose)} was ignored.`,
  consent_regulation_off: ({ regulation, purpose }) =>
    `The regulation is off in this workspace; the ${consentName(regulation, purpose)} was ignored.`,
  partner_identity_unregistered: ({ name }) => `The partner identity ${quote(name)} is not registered and was ignored.`,
  partner_identity_foreign: ({ name }) =>
    `The partner identity ${quote(name)} belongs to another partner and was ignored.`,
  event_name_limit: ({ count: n, limit }) =>
    `${count(n, "new event name")} over the workspace's limit of ${limit}: the events are kept, the names are not offered in filters.`,
  advertising_ids_dropped: ({ types }) =>
    `The device limits ad tracking, so its advertising ids were dropped: ${list(types)}.`,
};

const KNOWN: ReadonlySet<string> = new Set(REMARK_CODES);
function isRemarkCode(code: string): code is RemarkCode {
  return KNOWN.has(code);
}

/** The sentence of a reason or warning; one about an event says which, counted from 1. */
export function remarkSentence({ code, params = {} }: Remark): string {
  // A newer version may have stored a code that this one does not know.
  const sentence = isRemarkCode(code) ? SENTENCES[code](params) : `${code.replaceAll("_", " ")}.`;
  return typeof params.event === "number" ? `Event ${params.event + 1}: ${sentence}` : sentence;
}

const PROTECTION: Readonly<Record<ProtectionRow, string>> = {
  "1": "A profile was found and updated.",
  "2": "No profile was found, so one was created.",
  "3": "The batch names only an MPID that no profile has, so nothing was created.",
  "4": "A profile was found; Update Only may update it.",
  "5": "No profile was found; Update Only may not create one, so the batch was dropped.",
  "6": "A profile was found, but Read Only may not touch it: events are kept without a profile.",
  "7": "No profile was found and Read Only may not create one: events are kept without a profile.",
  "8": "The batch names an MPID that no profile has; Read Only may not create one: events are kept without a profile.",
  U: "The batch has no identifier that could find a profile.",
};

/** What the row of the protection table that applied means. */
export function protectionSentence(row: ProtectionRow): string {
  return PROTECTION[row];
}

/**
 * What became of a request to the identity API; of a refused or repeated one its reasons tell the rest.
 * https://docs.mparticle.com/developers/apis/idsync/http
 */
export function identityRequestSentence(endpoint: NonNullable<Decision["endpoint"]>, outcome: Outcome): string {
  switch (outcome) {
    case "created":
      return "No profile was found, so one was created.";
    case "updated":
      return endpoint === "modify"
        ? "The request changes the profile that it names."
        : "A profile was found; it gets the identities that it lacks.";
    case "duplicate":
      return "The request came before; nothing changed.";
    case "scheduled":
      return "The request was accepted; the alias is executed when its time has come.";
    case "executed":
      return "The source's events of the window are the destination's, too.";
    case "skipped":
      return "The request was accepted, but the alias is not executed.";
    default:
      return "The request was refused and changed nothing; the sender was told.";
  }
}

/** What became of one attribute, from an input of the given tier. */
export function attributeSentence({ result, storedTier }: AttributeDecision, tier: number): string {
  switch (result) {
    case "set":
      return storedTier !== undefined && storedTier > tier
        ? `Set: a ${tierSource(tier)} outranks the ${tierSource(storedTier)} that set it before.`
        : "Set.";
    case "unchanged":
      return "Unchanged: the value is the same.";
    case "deleted":
      return "Deleted. Any source may set it next.";
    case "delete_noop":
      return "Nothing to delete: the attribute has no value.";
    case "blocked_by_priority":
      return `Blocked: ${outranks(storedTier, tier)}.`;
    case "delete_blocked_by_priority":
      return `Not deleted: ${outranks(storedTier, tier)}.`;
  }
}

function outranks(storedTier: number | undefined, tier: number): string {
  const owner = storedTier === undefined ? "a stronger source" : withArticle(tierSource(storedTier));
  return `${owner} outranks this ${tierSource(tier)}`;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}

type ConsentResult = NonNullable<Decision["consent"]>[number]["result"];
const CONSENT: Readonly<Record<ConsentResult, string>> = {
  set: "Recorded.",
  unchanged: "Unchanged.",
  older: "Ignored: a newer choice is recorded.",
  removed: "Removed.",
  unknown_purpose: "Ignored: the workspace has no such purpose.",
  regulation_off: "Ignored: the regulation is off in this workspace.",
  source_not_allowed: "Ignored: only platforms and custom feeds may record consent.",
  invalid: "Ignored: the record lacks a choice or a time.",
};

/** What became of one consent record. */
export function consentSentence(result: ConsentResult): string {
  return CONSENT[result];
}

type Identity = NonNullable<Decision["identity"]>;
const TIE_BREAKS: Readonly<Record<NonNullable<Identity["tieBreak"]>, string>> = {
  previous_mpid: "Several profiles match; the sender's previous one was taken.",
  last_seen: "Several profiles match; the one seen last was taken.",
  first_seen: "Several profiles match; the oldest one was taken.",
  lowest_mpid: "Several profiles match; the one with the lowest MPID was taken.",
};

/** Why one of several matching profiles was taken. */
export function tieBreakSentence(tieBreak: NonNullable<Identity["tieBreak"]>): string {
  return TIE_BREAKS[tieBreak];
}

const STRATEGY_RULES: Readonly<Record<StrategyRule, string>> = {
  logout_creates: "A logout begins a new profile, whoever matches.",
  logout_anonymous: "A logout leads to the device's anonymous profile, or to a new one.",
  new_login_creates: "No profile that may be returned has one of the login IDs, so the strategy begins a new one.",
  login_continues_previous: "Nobody matches; the login goes on with the anonymous profile before it.",
};

/** What the identity strategy said beyond "the match, or a new profile". */
export function strategyRuleSentence(rule: StrategyRule): string {
  return STRATEGY_RULES[rule];
}

/** Why a profile that holds the value could not be returned. */
export function ineligibleSentence(rule: "login" | "immutable"): string {
  return rule === "login"
    ? "It is a known profile, and the batch has none of its login IDs."
    : "It has an immutable ID that the batch does not match.";
}

/** Why an identity of the batch was not written to the profile's record. */
export function identityRefusalSentence(rule: NonNullable<Identity["refused"]>[number]["rule"]): string {
  return rule === "immutable"
    ? "The profile's value is immutable."
    : "An SDK's batch changes no identities: identify, login and modify do.";
}

function consentName(regulation: Param, purpose: Param): string {
  return `${String(regulation ?? "").toUpperCase()} consent for ${quote(purpose)}`;
}

function list(types: Param): string {
  return String(types ?? "")
    .split(", ")
    .map(identityLabel)
    .join(", ");
}
