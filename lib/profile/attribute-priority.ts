import type { AttributeValue } from "../batch/types";

/**
 * Which source may set or delete an attribute: pure.
 * https://docs.mparticle.com/guides/platform-guide/input-protection (attribute source priority);
 * deletion by the same comparison is ours.
 */

/** 1 calculated · 2 account-level · 3 custom feed · 4 SDK · 5 CSV and warehouse · 6 partner feed. */
export type Tier = 1 | 2 | 3 | 4 | 5 | 6;

/** Set by an admin or by `PUT`, never by a batch. */
export const ACCOUNT_TIER: Tier = 2;

export type StoredAttribute = { readonly value: AttributeValue; readonly tier: number };

export type SetResult = "set" | "unchanged" | "blocked_by_priority";
export type DeleteResult = "deleted" | "delete_noop" | "delete_blocked_by_priority";

/** A lower number outranks; equal ranks: the most recent receipt wins. */
export function mayWrite(stored: StoredAttribute | undefined, tier: number): boolean {
  return stored === undefined || tier <= stored.tier;
}

/** What setting the value does. `unchanged` keeps the stored provenance: since when the value is known. */
export function decideSet(stored: StoredAttribute | undefined, value: AttributeValue, tier: number): SetResult {
  if (!mayWrite(stored, tier)) return "blocked_by_priority";
  return stored && stored.tier === tier && sameValue(stored.value, value) ? "unchanged" : "set";
}

/** What deleting the key does. A deletion removes value and tier, so any source may set the key next. */
export function decideDelete(stored: StoredAttribute | undefined, tier: number): DeleteResult {
  if (!stored) return "delete_noop";
  return mayWrite(stored, tier) ? "deleted" : "delete_blocked_by_priority";
}

export function sameValue(a: AttributeValue, b: AttributeValue): boolean {
  if (a === null || b === null || typeof a === "string" || typeof b === "string") return a === b;
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
