import type { ConsentRecord, ConsentState } from "../batch/types";

export type ConsentRules = {
  /** Only platforms and custom feeds may write consent. */
  readonly sourceAllowed: boolean;
  readonly gdprEnabled: boolean;
  readonly ccpaEnabled: boolean;
  readonly gdprPurposes: ReadonlySet<string>;
};

export type ConsentDecision = {
  readonly regulation: "gdpr" | "ccpa";
  readonly purpose: string;
  readonly result:
    | "set"
    | "older"
    | "unchanged"
    | "removed"
    | "unknown_purpose"
    | "regulation_off"
    | "source_not_allowed";
  readonly before?: ConsentRecord;
  readonly after?: ConsentRecord;
};

/**
 * Merges consent: pure. A stored record never changes in part: a newer or equally old one replaces it whole, null
 * withdraws it. https://docs.mparticle.com/guides/data-privacy-controls
 *
 * Decides every purpose of the batch; `state` is the merged consent, the same object when nothing changed.
 */
export function mergeConsent(
  stored: ConsentState,
  incoming: ConsentState,
  rules: ConsentRules,
): { state: ConsentState; decisions: ConsentDecision[] } {
  const decisions: ConsentDecision[] = [];
  let state = stored;
  for (const [regulation, purpose, record] of entriesOf(incoming)) {
    const before = recordOf(state, regulation, purpose);
    const result = decide(regulation, purpose, before, record, rules);
    const changes = result === "set" || result === "removed";
    decisions.push({
      regulation,
      purpose,
      result,
      ...(before && changes ? { before } : {}),
      ...(record && changes ? { after: record } : {}),
    });
    if (changes) state = withRecord(state, regulation, purpose, record);
  }
  return { state, decisions };
}

function decide(
  regulation: "gdpr" | "ccpa",
  purpose: string,
  before: ConsentRecord | undefined,
  incoming: ConsentRecord | null,
  rules: ConsentRules,
): ConsentDecision["result"] {
  if (!rules.sourceAllowed) return "source_not_allowed";
  if (!(regulation === "gdpr" ? rules.gdprEnabled : rules.ccpaEnabled)) return "regulation_off";
  if (regulation === "gdpr" && !rules.gdprPurposes.has(purpose)) return "unknown_purpose";
  if (!incoming) return before ? "removed" : "unchanged";
  if (before && incoming.timestamp_unixtime_ms < before.timestamp_unixtime_ms) return "older";
  return before && sameRecord(before, incoming) ? "unchanged" : "set";
}

type Entry = ["gdpr" | "ccpa", string, ConsentRecord | null];

function entriesOf(state: ConsentState): Entry[] {
  const gdpr = Object.entries(state.gdpr ?? {}).map(([purpose, record]): Entry => ["gdpr", purpose, record]);
  const sale = state.ccpa?.data_sale_opt_out;
  return sale === undefined ? gdpr : [...gdpr, ["ccpa", "data_sale_opt_out", sale]];
}

function recordOf(state: ConsentState, regulation: "gdpr" | "ccpa", purpose: string): ConsentRecord | undefined {
  if (regulation === "ccpa") return state.ccpa?.data_sale_opt_out ?? undefined;
  // A purpose may be named as something that every object has.
  const { gdpr = {} } = state;
  return Object.hasOwn(gdpr, purpose) ? (gdpr[purpose] ?? undefined) : undefined;
}

function withRecord(
  state: ConsentState,
  regulation: "gdpr" | "ccpa",
  purpose: string,
  record: ConsentRecord | null,
): ConsentState {
  if (regulation === "ccpa") return { ...state, ccpa: record ? { data_sale_opt_out: record } : {} };
  const { [purpose]: _gone, ...others } = state.gdpr ?? {};
  return { ...state, gdpr: record ? { ...others, [purpose]: record } : others };
}

function sameRecord(a: ConsentRecord, b: ConsentRecord): boolean {
  return (
    a.consented === b.consented &&
    a.timestamp_unixtime_ms === b.timestamp_unixtime_ms &&
    (a.document ?? null) === (b.document ?? null) &&
    (a.location ?? null) === (b.location ?? null) &&
    (a.hardware_id ?? null) === (b.hardware_id ?? null)
  );
}
