import type { Decision } from "./decision";

type AttributeResult = NonNullable<Decision["attributes"]>[number]["result"];
type ConsentResult = NonNullable<Decision["consent"]>[number]["result"];

/** A value, or its deletion, that lost against what a higher tier stored. */
export function isBlocked(result: AttributeResult): boolean {
  return result === "blocked_by_priority" || result === "delete_blocked_by_priority";
}

/** A consent that was not written, though it says something else than what is stored. */
export function isConsentRefused(result: ConsentResult): boolean {
  return result !== "set" && result !== "removed" && result !== "unchanged";
}

/** Something that the batch brought lost against what is stored, or was not allowed. */
export function hasRefusals({ attributes = [], consent = [], identity }: Decision): boolean {
  return (
    attributes.some(({ result }) => isBlocked(result)) ||
    consent.some(({ result }) => isConsentRefused(result)) ||
    identity?.refused !== undefined
  );
}
