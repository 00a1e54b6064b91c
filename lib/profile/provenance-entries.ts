import type { Masks } from "../access/masking";
import { parseJson } from "../batch/json";
import type { AttributeValue, ConsentRecord } from "../batch/types";
import type { Decision } from "../explain/decision";
import { isConsentRefused } from "../explain/refusals";
import { ACCOUNT_TIER } from "./attribute-priority";
import { shownAttribute, shownConsent } from "./person-sections";
import type { AccountChangeRow } from "./provenance-rows";
import type { ProvenanceEntry } from "./view-types";

/** One thing of a profile that has a history. */
export type Field = { readonly kind: "attribute" | "identity" | "consent" | "field"; readonly key: string };

/** An entry before it is known whose batch it was. */
type Entry = Omit<ProvenanceEntry, "batchId" | "at" | "input" | "tier">;

/** Texts that a row's JSON must hold to speak of the field: a cheap test before parsing. A field is never refused. */
export function needlesOf({ kind, key }: Field): { change: string; decision: string | null } {
  const name = JSON.stringify(key);
  switch (kind) {
    case "attribute":
      return { change: `${name}:`, decision: `"key":${name}` };
    case "identity":
      return { change: `${name}:`, decision: '"refused":[' };
    case "consent":
      return { change: `${name}:`, decision: `"purpose":${JSON.stringify(key.slice(key.indexOf(".") + 1))}` };
    case "field":
      return { change: `${name}:`, decision: null };
  }
}

type BeforeAfter = { before?: unknown; after?: unknown };
type Changes = {
  attributes?: Record<string, BeforeAfter>;
  identities?: Record<string, { added?: string[]; removed?: string[] }>;
  consent?: Record<string, BeforeAfter>;
  fields?: Record<string, [unknown, unknown]>;
};

/** What a stored change says of the field. */
export function changeEntries(text: string, { kind, key }: Field): Entry[] {
  const changes = parseJson(text) as Changes;
  switch (kind) {
    case "attribute":
      return fromBeforeAfter(changes.attributes?.[key]);
    case "consent":
      return fromBeforeAfter(changes.consent?.[key]);
    case "identity": {
      const { added = [], removed = [] } = changes.identities?.[key] ?? {};
      return [
        ...added.map((value): Entry => ({ result: "set", value })),
        ...removed.map((before): Entry => ({ result: "removed", before })),
      ];
    }
    case "field": {
      const change = changes.fields?.[key];
      return change ? [{ result: "set", before: change[0], value: change[1] }] : [];
    }
  }
}

function fromBeforeAfter(change: BeforeAfter | undefined): Entry[] {
  if (!change) return [];
  const before = "before" in change ? { before: change.before } : {};
  return "after" in change ? [{ result: "set", ...before, value: change.after }] : [{ result: "removed", ...before }];
}

/** What a Decision says of values that lost. */
export function refusals(decision: Decision, { kind, key }: Field): Entry[] {
  switch (kind) {
    case "attribute":
      return (decision.attributes ?? []).flatMap((one): Entry[] => {
        if (one.key !== key) return [];
        const lost = one.storedTier === undefined ? {} : { lostToTier: one.storedTier };
        if (one.result === "blocked_by_priority") return [{ result: "blocked", value: one.incoming, ...lost }];
        return one.result === "delete_blocked_by_priority" ? [{ result: "removal_blocked", ...lost }] : [];
      });
    case "consent":
      return (decision.consent ?? []).flatMap((one): Entry[] => {
        if (`${one.regulation}.${one.purpose}` !== key) return [];
        return isConsentRefused(one.result) ? [{ result: "refused", rule: one.result }] : [];
      });
    case "identity":
      return (decision.identity?.refused ?? []).flatMap((one): Entry[] =>
        one.type === key ? [{ result: "refused", rule: one.rule }] : [],
      );
    case "field":
      return [];
  }
}

/** What members and programs did to an account-level value. */
export function accountEntries(rows: readonly AccountChangeRow[]): ProvenanceEntry[] {
  return rows.map((row) => ({
    batchId: null,
    at: row.changed_at,
    input: null,
    tier: ACCOUNT_TIER,
    setBy: row.changed_by,
    ...(row.before === null ? {} : { before: JSON.parse(row.before) }),
    ...(row.after === null ? { result: "removed" } : { result: "set", value: JSON.parse(row.after) }),
    ...(row.counts ? { present: true } : {}),
  }));
}

/**
 * Marks what counts now among entries that are newest first: an account-level value, which hides the workspace's own,
 * or else the last that a batch set or removed.
 */
export function markPresent(entries: readonly ProvenanceEntry[]): ProvenanceEntry[] {
  const ofAccount = entries.some(({ present }) => present);
  const last = entries.find(({ batchId, result }) => batchId !== null && (result === "set" || result === "removed"));
  return entries.map((entry) => {
    if (entry !== last) return entry;
    if (!ofAccount) return { ...entry, present: true };
    return entry.result === "set" ? { ...entry, hidden: true } : entry;
  });
}

/** Values that are not personal: true and false of opt-out and ad tracking. */
const PLAIN_FIELDS = new Set(["is_opted_out", "limit_ad_tracking"]);

export function maskEntry(entry: ProvenanceEntry, { kind, key }: Field, masks: Masks): ProvenanceEntry {
  if (!masks.masked || (kind === "field" && PLAIN_FIELDS.has(key))) return entry;
  const shown = (value: unknown): unknown => {
    if (value === null || value === undefined) return value;
    if (kind === "consent") return shownConsent(value as ConsentRecord, masks);
    if (kind === "attribute") return shownAttribute(value as AttributeValue, masks);
    return masks.text(typeof value === "string" ? value : "masked");
  };
  return {
    ...entry,
    ...("value" in entry ? { value: shown(entry.value) } : {}),
    ...("before" in entry ? { before: shown(entry.before) } : {}),
  };
}
