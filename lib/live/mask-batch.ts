import { isDeviceIdentity, isIdentityType } from "../batch/identity-names";
import { MASK } from "./render";

/** Names under which personal values stand, at any depth of a batch; keys, types and times around them stay. */
const PERSONAL = new Set([
  "user_identities",
  "partner_identities",
  "user_attributes",
  "custom_attributes",
  "custom_flags",
  "integration_attributes",
  "location",
  "ip",
  "hardware_id",
  "identity",
  "registration_token",
  "push_message_token",
]);
/** Of an attribute's change: a value; of an identity's change: an object with the value in it. */
const CHANGED = new Set(["old", "new"]);

/** A parsed batch body with its personal values masked, in device_info too. */
export function maskBody(value: unknown, name = ""): unknown {
  if (PERSONAL.has(name) || isDeviceId(name)) return maskAll(value);
  if (CHANGED.has(name) && (typeof value !== "object" || Array.isArray(value))) return maskAll(value);
  if (Array.isArray(value)) return value.map((each) => maskBody(each));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, maskBody(each, key)]));
}

/** A parsed Decision with the values of attributes, consent and changed fields masked. */
export function maskDecision(decision: unknown): unknown {
  if (!isRecord(decision)) return decision;
  const { attributes, changed, consent } = decision;
  return {
    ...decision,
    ...(Array.isArray(attributes)
      ? { attributes: attributes.map((each) => maskFields(each, ["before", "after", "incoming"])) }
      : {}),
    ...(Array.isArray(consent) ? { consent: maskBody(consent) } : {}),
    ...(isRecord(changed) ? { changed: maskFields(changed, ["ip", "partner_identities"]) } : {}),
  };
}

function maskFields(value: unknown, names: readonly string[]): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, names.includes(key) ? maskAll(each) : each]),
  );
}

/** Objects keep their keys, null stays null, a list does not tell how long it is. */
function maskAll(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (!isRecord(value)) return MASK;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, maskAll(each)]));
}

/** The Device Application Stamp stays readable. */
function isDeviceId(name: string): boolean {
  return isIdentityType(name) && isDeviceIdentity(name) && name !== "device_application_stamp";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
