import { isDeviceIdentity, isIdentityType } from "../batch/identity-names";
import type { ConsentRecord } from "../batch/types";
import type { Decision } from "../explain/decision";
import type { Masks } from "./masks";
import { shownConsent } from "./person-sections";

type Json = Record<string, unknown>;

/** Branches whose every value is personal; their keys stay. */
const PERSONAL_BRANCHES = new Set([
  "user_attributes",
  "custom_attributes",
  "custom_flags",
  "partner_identities",
  "user_identities",
  "attribution_info",
  "integration_attributes",
]);
/** Single personal values, wherever they stand. Locations keep their field names only. */
const PERSONAL_FIELDS = new Set([
  "ip",
  "identity",
  "hardware_id",
  "registration_token",
  "push_message_token",
  "push_notification_payload",
  "launch_referral",
  "page_url",
  "url",
]);
/** Fields within personal branches that say what, not who. */
const KEPT = new Set(["identity_type", "timestamp_unixtime_ms", "mParticle Source Feed"]);

/**
 * A batch in outbound form without personal values: identities, attributes, IP, locations. Keys, types, MPID, stamp
 * and times stay. Pure.
 */
export function maskOutbound(value: unknown, masks: Masks): unknown {
  if (Array.isArray(value)) return value.map((item) => maskOutbound(item, masks));
  if (!isRecord(value)) return value;
  const change = value.event_type === "user_attribute_change" && isRecord(value.data);
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    if (change && key === "data" && isRecord(inner)) {
      return [
        key,
        { ...(maskOutbound(inner, masks) as Json), new: hide(inner.new, masks), old: hide(inner.old, masks) },
      ];
    }
    return [key, maskField(key, inner, masks)];
  });
  return Object.fromEntries(entries);
}

function maskField(key: string, value: unknown, masks: Masks): unknown {
  if (PERSONAL_BRANCHES.has(key) || key === "location") return hideAll(value, masks);
  if (PERSONAL_FIELDS.has(key)) return hide(value, masks);
  if (isIdentityType(key) && isDeviceIdentity(key) && key !== "device_application_stamp") return hide(value, masks);
  return maskOutbound(value, masks);
}

function hideAll(value: unknown, masks: Masks): unknown {
  if (Array.isArray(value)) return value.map((item) => hideAll(item, masks));
  if (!isRecord(value)) return hide(value, masks);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, KEPT.has(key) ? inner : hideAll(inner, masks)]),
  );
}

/** null and absent stay what they are. */
function hide(value: unknown, masks: Masks): unknown {
  return value === null || value === undefined ? value : masks.text("hidden");
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A Decision without the values that attributes, consent and fields had or got. */
export function maskDecision(decision: Decision, masks: Masks): Decision {
  const consent = (record: unknown) => (isRecord(record) ? shownConsent(record as ConsentRecord, masks) : record);
  return {
    ...decision,
    ...(decision.attributes && {
      attributes: decision.attributes.map((one) => ({
        ...one,
        ...("before" in one ? { before: hide(one.before, masks) } : {}),
        ...("after" in one ? { after: hide(one.after, masks) } : {}),
        ...("incoming" in one ? { incoming: hide(one.incoming, masks) } : {}),
      })),
    }),
    ...(decision.consent && {
      consent: decision.consent.map((one) => ({
        ...one,
        ...("before" in one ? { before: consent(one.before) } : {}),
        ...("after" in one ? { after: consent(one.after) } : {}),
      })),
    }),
    ...(decision.changed && {
      changed: Object.fromEntries(
        Object.entries(decision.changed).map(([name, [before, after]]) =>
          typeof after === "boolean" || typeof before === "boolean"
            ? [name, [before, after] as [unknown, unknown]]
            : [name, [hide(before, masks), hide(after, masks)] as [unknown, unknown]],
        ),
      ),
    }),
  };
}
