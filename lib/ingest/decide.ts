import { DECISION_ENDPOINTS } from "../explain/batch-kinds";
import type { Decision, Remark } from "../explain/decision";
import { type Resolution, resolve } from "../identity/resolve";
import type { Rules } from "../inputs/rules";
import type { Int64, Mpid } from "../int64";
import { decideWrites } from "./decide-writes";
import { newEventNames } from "./event-names";
import type { PlannedBatch } from "./plan";
import { type Protection, protect } from "./protection";
import type { IngestRequest } from "./requests";
import { type Effects, holdersOf, type ProfileState, type State } from "./state";
import type { ProfileChanges } from "./write-set";

export type Circumstances = {
  readonly batchId: Int64;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** The MPID of a profile, should one be created. */
  readonly spareMpid: Mpid;
  readonly clientIp?: string;
};

export type Decided = {
  readonly decision: Decision;
  /** Whose batch it is; null when it belongs to nobody. */
  readonly mpid: Mpid | null;
  /** Null when no profile is touched. */
  readonly effects: Effects | null;
  /** Null when nothing of the profile changed but its last_seen. */
  readonly changes: ProfileChanges | null;
};

/**
 * What one batch means: identity, protection, then everything that it writes. Pure: no database, no clock; the
 * order is that of https://docs.mparticle.com/guides/platform-guide/input-protection.
 */
export function decide(planned: PlannedBatch, state: State, circumstances: Circumstances): Decided {
  const { rules, item } = planned;
  const lookUp = lookUpProfile(planned, state);
  const protection = protect(rules.protectionLevel, lookUp);
  const mayNotCreate = protection.action === "create" && !planned.writesIdentities;
  const base: Omit<Decision, "outcome"> = {
    version: 1,
    ...historicalMark(planned.isHistorical),
    reasons: mayNotCreate ? [{ code: "sdk_person_unknown" }] : reasonsOf(protection, rules),
    warnings: [...item.warnings, ...lookUpWarnings(lookUp), ...planWarnings(planned, state)],
    input: inputFacts(rules),
    ...(mayNotCreate ? {} : { protectionRow: protection.row }),
    identity: identityFacts(rules, lookUp),
  };
  const untouched = { mpid: null, effects: null, changes: null };
  if (mayNotCreate) return { decision: { ...base, outcome: "not_associated" }, ...untouched };
  switch (protection.action) {
    case "drop":
      return { decision: { ...base, outcome: "dropped" }, ...untouched };
    case "not_associated":
      return { decision: { ...base, outcome: "not_associated" }, ...untouched };
    case "unresolved":
      return { decision: { ...base, outcome: "unresolved" }, ...untouched };
    case "create":
    case "update":
      return decideWrites(planned, state, circumstances, lookUp, base);
  }
}

/** A batch that came before with the same source_request_id, or an identity request with the same request_id. */
export function decideDuplicate({ item, rules, isHistorical }: PlannedBatch): Decision {
  return {
    version: 1,
    ...historicalMark(isHistorical),
    outcome: "duplicate",
    reasons: [{ code: item.identity ? "repeated_request" : "duplicate_request" }],
    warnings: [...item.warnings],
    input: inputFacts(rules),
    ...endpointOf(item.identity?.endpoint),
  };
}

/** A batch that could not be read, or that the database refused. */
export function decideRejected(
  { rules, kind, isHistorical = false }: IngestRequest,
  rejection: Remark,
  warnings: readonly Remark[],
): Decision {
  return {
    version: 1,
    ...historicalMark(isHistorical),
    outcome: "rejected",
    reasons: [rejection],
    warnings: [...warnings],
    input: inputFacts(rules),
    ...endpointOf(kind),
  };
}

function historicalMark(isHistorical: boolean): Pick<Decision, "historical"> {
  return isHistorical ? { historical: true } : {};
}

function endpointOf(kind: string | undefined): Pick<Decision, "endpoint"> {
  const endpoint = DECISION_ENDPOINTS.find((one) => one === kind);
  return endpoint ? { endpoint } : {};
}

export function inputFacts({ inputId, kind, tier, protectionLevel, rulesVersion }: Rules): Decision["input"] {
  return { id: inputId, kind, tier, protectionLevel, rulesVersion };
}

export type FoundBy = {
  readonly found: boolean;
  readonly hasIdentities: boolean;
  readonly unknownMpid: boolean;
  readonly by: "mpid" | "identities" | "none";
  readonly profile: ProfileState | null;
  readonly resolution: Resolution;
};

const NO_RESOLUTION: Resolution = { steps: [], found: null };

/**
 * A known MPID is the answer; an unknown one is ignored and the identities are tried. Strategies also speak about an
 * identity request whose identities look nobody up.
 */
export function lookUpProfile(planned: PlannedBatch, state: Pick<State, "profiles" | "holders">): FoundBy {
  const { batch, rules, lookUps } = planned;
  const { identity: request } = planned.item;
  const { mpid } = batch;
  const named = profileNamed(mpid, planned, state);
  const hasIdentities = lookUps.length > 0;
  if (named) {
    return { found: true, hasIdentities, unknownMpid: false, by: "mpid", profile: named, resolution: NO_RESOLUTION };
  }
  const asked = request?.endpoint === "modify" ? undefined : request;
  const previous = profileNamed(asked?.previousMpid, planned, state);
  const resolution =
    hasIdentities || asked
      ? resolve(
          { endpoint: asked?.endpoint ?? "batch", identities: lookUps, ...(previous ? { previous } : {}) },
          (identity) => holdersOf(state, identity),
          rules.identity,
        )
      : NO_RESOLUTION;
  const profile = resolution.found === null ? null : (state.profiles.get(resolution.found) ?? null);
  const by = profile ? "identities" : "none";
  return { found: profile !== null, hasIdentities, unknownMpid: mpid !== undefined, by, profile, resolution };
}

/** The profile with this MPID, if it is one of the batch's scope and environment. */
export function profileNamed(
  mpid: Mpid | undefined,
  { rules, environment }: PlannedBatch,
  state: Pick<State, "profiles">,
): ProfileState | undefined {
  const named = mpid === undefined ? undefined : state.profiles.get(mpid);
  return named && named.scopeId === rules.scopeId && named.environment === environment ? named : undefined;
}

export function identityFacts(
  { identity }: Rules,
  { by, unknownMpid, profile, resolution }: FoundBy,
): Decision["identity"] {
  return {
    strategy: identity.strategy,
    by,
    ...(unknownMpid ? { unknownMpid } : {}),
    steps: resolution.steps,
    ...(resolution.tieBreak ? { tieBreak: resolution.tieBreak } : {}),
    ...(resolution.strategyRule ? { strategyRule: resolution.strategyRule } : {}),
    ...(resolution.overruled ? { overruled: resolution.overruled } : {}),
    ...(resolution.withheld ? { withheld: [...resolution.withheld] } : {}),
    found: profile?.mpid ?? null,
  };
}

function reasonsOf({ row, action }: Protection, { protectionLevel }: Rules): Remark[] {
  if (action === "create" || action === "update") return [];
  if (row === "U") return [{ code: "no_identifier" }];
  if (action === "unresolved") return [{ code: "unknown_mpid_only" }];
  return [{ code: protectionLevel === "update_only" ? "update_only_no_match" : "read_only" }];
}

export function lookUpWarnings({ unknownMpid, hasIdentities, resolution }: FoundBy): Remark[] {
  const capped = resolution.steps.filter((step) => step.capped);
  return [
    ...(unknownMpid && hasIdentities ? [{ code: "unknown_mpid" }] : []),
    ...capped.map(({ type, candidates }) => ({ code: "identity_capped", params: { type, count: candidates } })),
  ];
}

function planWarnings(planned: PlannedBatch, state: State): Remark[] {
  const { rules, restricted } = planned;
  const { over } = newEventNames(planned, state);
  return [
    ...(over > 0 ? [{ code: "event_name_limit", params: { count: over, limit: rules.eventNameLimit } }] : []),
    ...(restricted.length > 0 ? [{ code: "advertising_ids_dropped", params: { types: restricted.join(", ") } }] : []),
  ];
}
