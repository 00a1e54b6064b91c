import { type EventAttributes, SOURCE_FEED_ATTRIBUTE } from "./attributes";
import { EVENT_TYPES, type EventType } from "./enums";
import { EVENT_FIELDS, REQUIRED } from "./event-fields";
import { type Field, isObject, readFields } from "./field";
import { EARLIEST_TIME, LATEST_TIME, LIMITS } from "./limits";
import { truncate } from "./text";
import type { BatchEvent } from "./types";
import type { Warnings } from "./warnings";

const TYPES: ReadonlySet<string> = new Set(EVENT_TYPES);

/** The wording of the original for a field that has to be there. */
export function missing(field: string): string {
  return `Required event field "${field}" is missing or empty.`;
}

export type EventOptions = { readonly receivedAt: number; readonly sourceFeed?: string };

/** One event, or in a word why the whole batch can't be taken. */
export function readEvent(raw: unknown, options: EventOptions, warnings: Warnings): BatchEvent | string {
  if (!isObject(raw) || !isEventType(raw.event_type)) return missing("event_type");
  const type = raw.event_type;
  const source = raw.data ?? {};
  if (!isObject(source)) return 'Event field "data" must be an object.';
  const data: Record<string, unknown> = readFields(EVENT_FIELDS[type], source, warnings);
  const complaint = complaintAbout(type, source, data);
  if (complaint !== null) return complaint;
  data.timestamp_unixtime_ms ??= options.receivedAt;
  applyLimits(data, warnings);
  if (options.sourceFeed !== undefined) addSourceFeed(data, options.sourceFeed);
  // The tables made every property, and the required ones were just looked for.
  return { eventType: type, data } as BatchEvent;
}

function isEventType(value: unknown): value is EventType {
  return typeof value === "string" && TYPES.has(value);
}

function complaintAbout(
  type: EventType,
  source: Record<string, unknown>,
  data: Record<string, unknown>,
): string | null {
  const fields: Readonly<Record<string, Field<unknown>>> = EVENT_FIELDS[type];
  for (const name of REQUIRED[type] ?? []) {
    if (data[name] === undefined || data[name] === "") return complaint(name, source[name], fields[name]);
  }
  return type === "commerce_event" ? commerceComplaint(source, data) : null;
}

function complaint(name: string, sent: unknown, field: Field<unknown> | undefined): string {
  if (sent === undefined || sent === null || sent === "") return missing(name);
  return field?.values
    ? `Event field "${name}" must be one of ${field.values.join(", ")}.`
    : `Event field "${name}" has the wrong type.`;
}

const COMMERCE_KINDS = ["product_action", "promotion_action", "product_impressions"] as const;

function commerceComplaint(source: Record<string, unknown>, data: Record<string, unknown>): string | null {
  const present = COMMERCE_KINDS.filter((name) => {
    const value = data[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
  if (present.length !== 1) {
    return `A commerce_event needs exactly one of ${COMMERCE_KINDS.map((name) => `"${name}"`).join(", ")}.`;
  }
  for (const name of ["product_action", "promotion_action"] as const) {
    const action = data[name];
    if (!isObject(action) || action.action !== undefined) continue;
    const sent = isObject(source[name]) ? source[name].action : undefined;
    return complaint("action", sent, EVENT_FIELDS.commerce_event[name].fields.action);
  }
  return null;
}

function applyLimits(data: Record<string, unknown>, warnings: Warnings): void {
  for (const field of ["event_name", "screen_name"]) {
    const name = data[field];
    if (typeof name === "string" && name.length > LIMITS.eventName) {
      data[field] = truncate(name, LIMITS.eventName);
      warnings.add("event_name_truncated", { field, limit: LIMITS.eventName });
    }
  }
  const action = data.action_identifier;
  if (typeof action === "string" && action.length > LIMITS.actionIdentifier) {
    data.action_identifier = truncate(action, LIMITS.actionIdentifier);
    warnings.add("action_identifier_truncated", { limit: LIMITS.actionIdentifier });
  }
  const at = data.timestamp_unixtime_ms;
  if (typeof at === "number" && (at < EARLIEST_TIME || at >= LATEST_TIME)) {
    warnings.add("time_out_of_range", { field: "timestamp_unixtime_ms" });
  }
}

function addSourceFeed(data: Record<string, unknown>, feed: string): void {
  const attributes: Record<string, EventAttributes[string]> = Object.create(null);
  data.custom_attributes = Object.assign(attributes, data.custom_attributes, { [SOURCE_FEED_ATTRIBUTE]: feed });
}
