import { z } from "zod";
import { cleanText, type Field, isAllowedName, isObject, textOf } from "./field";
import { LIMITS } from "./limits";
import { truncate } from "./text";
import type { AttributeValue } from "./types";
import type { Warnings } from "./warnings";

/** Matched in any case, kept in lower case. https://docs.mparticle.com/guides/platform-guide/users */
export const RESERVED_ATTRIBUTES = [
  "$age",
  "$firstname",
  "$lastname",
  "$gender",
  "$mobile",
  "$address",
  "$city",
  "$state",
  "$zip",
  "$country",
] as const;
const RESERVED: ReadonlySet<string> = new Set(RESERVED_ATTRIBUTES);

/** The key by which an attribute is stored: reserved keys in lower case, every other as it is. */
export function attributeKey(key: string): string {
  if (key.charCodeAt(0) !== 0x24) return key;
  const lower = key.toLowerCase();
  return RESERVED.has(lower) ? lower : key;
}

/** Added to every event of a feed; it does not count against the limit. */
export const SOURCE_FEED_ATTRIBUTE = "mParticle Source Feed";

export type EventAttribute = string | number | bigint | boolean | null;
export type EventAttributes = Readonly<Record<string, EventAttribute>>;

/** Custom attributes of an event or product: the first 100, names cut, values that are too long left out. */
export const eventAttributes: Field<EventAttributes> = {
  read(value, warnings) {
    if (!isObject(value)) return undefined;
    const read: Record<string, EventAttribute> = Object.create(null);
    let count = 0;
    let over = 0;
    for (const key of Object.keys(value)) {
      const attribute = eventAttribute(value[key], key, warnings);
      if (attribute === undefined || !isAllowedName(key, warnings)) continue;
      const isFeed = key === SOURCE_FEED_ATTRIBUTE;
      if (!isFeed && count === LIMITS.eventAttributes) {
        over += 1;
        continue;
      }
      if (!isFeed) count += 1;
      read[eventAttributeName(key, warnings)] = attribute;
    }
    if (over > 0) warnings.add("event_attributes_over_limit", { count: over, limit: LIMITS.eventAttributes });
    return read;
  },
  schema: () =>
    z.record(
      z.string(),
      z.union([z.string().max(LIMITS.eventAttributeValue), z.number(), z.bigint(), z.boolean(), z.null()]),
    ),
};

function eventAttributeName(key: string, warnings: Warnings): string {
  const name = cleanText(key, warnings);
  if (name.length <= LIMITS.eventName) return name;
  warnings.add("event_attribute_name_truncated", { key: name, limit: LIMITS.eventName });
  return truncate(name, LIMITS.eventName);
}

function eventAttribute(value: unknown, key: string, warnings: Warnings): EventAttribute | undefined {
  switch (typeof value) {
    case "string":
      if (value.length <= LIMITS.eventAttributeValue) return cleanText(value, warnings);
      warnings.add("event_attribute_too_long", { key, limit: LIMITS.eventAttributeValue });
      return undefined;
    case "number":
    case "bigint":
    case "boolean":
      return value;
    default:
      if (value === null) return null;
      warnings.add("event_attribute_type", { key });
      return undefined;
  }
}

/** User attributes of a batch, as text, list of texts, or null for a tag; what breaks a limit is left out. */
export function readUserAttributes(value: Record<string, unknown>, warnings: Warnings): Record<string, AttributeValue> {
  const read: Record<string, AttributeValue> = Object.create(null);
  let count = 0;
  let over = 0;
  for (const name of Object.keys(value)) {
    const key = userAttributeKey(name, warnings);
    if (key === null) continue;
    const attribute = userAttribute(value[name], key, warnings);
    if (attribute === undefined) continue;
    const isNew = !Object.hasOwn(read, key);
    if (isNew && count === LIMITS.userAttributes) {
      over += 1;
      continue;
    }
    if (isNew) count += 1;
    read[key] = attribute;
  }
  if (over > 0) warnings.add("user_attributes_over_limit", { count: over, limit: LIMITS.userAttributes });
  return read;
}

export function attributeValueSchema(): z.ZodType<AttributeValue> {
  const value = z.string().max(LIMITS.userAttributeValue);
  const entry = z.string().max(LIMITS.userAttributeListEntry);
  return z.union([value, z.array(entry).max(LIMITS.userAttributeListEntries), z.null()]);
}

/** Keys to delete, without repeats. */
export function readDeletions(value: readonly unknown[], warnings: Warnings): string[] {
  const keys = new Set<string>();
  for (const name of value) {
    const key = typeof name === "string" ? userAttributeKey(name, warnings) : null;
    if (key !== null) keys.add(key);
    else if (name !== null && typeof name !== "string")
      warnings.add("field_ignored", { field: "deleted_user_attributes" });
    if (keys.size === LIMITS.deletions) break;
  }
  if (value.length > LIMITS.deletions) {
    warnings.add("entries_over_limit", { field: "deleted_user_attributes", limit: LIMITS.deletions });
  }
  return [...keys];
}

function userAttributeKey(name: string, warnings: Warnings): string | null {
  if (name.length > LIMITS.userAttributeName) {
    warnings.add("user_attribute_name_too_long", { key: name, limit: LIMITS.userAttributeName });
    return null;
  }
  if (name === "" || !isAllowedName(name, warnings)) return null;
  return attributeKey(cleanText(name, warnings));
}

function userAttribute(value: unknown, key: string, warnings: Warnings): AttributeValue | undefined {
  if (value === null) return null;
  if (Array.isArray(value)) return userAttributeList(value, key, warnings);
  const read = textOf(value, warnings);
  if (read === undefined) {
    warnings.add("user_attribute_type", { key });
    return undefined;
  }
  if (read.length <= LIMITS.userAttributeValue) return read;
  warnings.add("user_attribute_too_long", { key, limit: LIMITS.userAttributeValue });
  return undefined;
}

function userAttributeList(value: readonly unknown[], key: string, warnings: Warnings): string[] | undefined {
  const entries: string[] = [];
  for (const item of value) {
    if (item === null) continue;
    const entry = textOf(item, warnings);
    if (entry === undefined) {
      warnings.add("user_attribute_type", { key });
      return undefined;
    }
    if (entry.length > LIMITS.userAttributeListEntry || entries.length === LIMITS.userAttributeListEntries) {
      warnings.add("user_attribute_list_too_long", { key });
      return undefined;
    }
    entries.push(entry);
  }
  return entries;
}
