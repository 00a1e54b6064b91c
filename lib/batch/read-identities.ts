import { isAllowedName, isObject, textOf } from "./field";
import { canonicalIdentity, type IdentityType, isDeviceIdentity } from "./identity-names";
import { LIMITS } from "./limits";
import { isAbsentId } from "./text";
import type { BatchIdentity } from "./types";
import type { Warnings } from "./warnings";

export type Identities = Map<IdentityType, string>;

/**
 * Collects the identities of a batch: `user_identities` (a map with names from any API, or the outbound list), those
 * in `device_info`, and the stamp. Null, empty and all-zero values are absent. A type's first value counts.
 */
export function readIdentities(batch: Record<string, unknown>, warnings: Warnings): Identities {
  const identities = readNamedIdentities(batch, "user_identities", warnings);
  if (isObject(batch.device_info)) {
    for (const name of Object.keys(batch.device_info)) {
      const type = canonicalIdentity(name);
      if (type && isDeviceIdentity(type)) addIdentity(identities, type, batch.device_info[name], warnings);
    }
  }
  addIdentity(identities, "device_application_stamp", batch.mp_deviceid, warnings);
  return identities;
}

/** The identities of a map with names from any API, or of the outbound list. */
export function readNamedIdentities(source: Record<string, unknown>, field: string, warnings: Warnings): Identities {
  const identities: Identities = new Map();
  for (const [name, value] of namedIdentities(source[field], field, warnings)) {
    const type = canonicalIdentity(name);
    if (type) addIdentity(identities, type, value, warnings);
    // The node SDK's table has an `mpid` here; read-batch.ts takes it.
    else if (value !== null && name !== "mpid" && isAllowedName(name, warnings))
      warnings.add("identity_type_unknown", { name });
  }
  return identities;
}

export function identityList(identities: Identities): BatchIdentity[] {
  return Array.from(identities, ([type, value]) => ({ type, value }));
}

function addIdentity(identities: Identities, type: IdentityType, raw: unknown, warnings: Warnings): void {
  if (raw === null || raw === undefined) return;
  const value = textOf(raw, warnings);
  if (value === undefined) warnings.add("field_ignored", { field: type });
  else if (isAbsentId(value)) return;
  else if (isTooLong(value)) warnings.add("identity_too_long", { type, limit: LIMITS.identityBytes });
  else if (!identities.has(type)) identities.set(type, value);
  else if (identities.get(type) !== value) warnings.add("identity_repeated", { type });
}

export function isTooLong(value: string): boolean {
  // A character takes at most three bytes per UTF-16 unit.
  return value.length * 3 > LIMITS.identityBytes && Buffer.byteLength(value) > LIMITS.identityBytes;
}

function namedIdentities(value: unknown, field: string, warnings: Warnings): [string, unknown][] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => listEntry(entry, field, warnings));
  if (!isObject(value)) {
    warnings.add("field_ignored", { field });
    return [];
  }
  const entries = Object.entries(value);
  // A canonical name outranks a synonym of the same type.
  return entries.length > 1 ? entries.sort(([a], [b]) => rank(a) - rank(b)) : entries;
}

function rank(name: string): number {
  return canonicalIdentity(name) === name ? 0 : 1;
}

function listEntry(entry: unknown, field: string, warnings: Warnings): [string, unknown][] {
  if (isObject(entry) && typeof entry.identity_type === "string") return [[entry.identity_type, entry.identity]];
  warnings.add("field_ignored", { field });
  return [];
}
