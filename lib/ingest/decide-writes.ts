import { isDeviceIdentity } from "../batch";
import type { WarningCode } from "../explain/codes";
import type { Decision, Remark } from "../explain/decision";
import type { KeyedIdentity } from "../identity/lock";
import { holds, withoutIdentity } from "../identity/record";
import { type IdentityWrite, writeIdentities } from "../identity/write-identities";
import type { Mpid } from "../int64";
import { type ConsentDecision, mergeConsent } from "../profile/consent";
import { mergeDevice } from "../profile/device";
import type { Circumstances, Decided, FoundBy } from "./decide";
import { decideAttributes } from "./decide-attributes";
import { decideAttribution, decideFacts, type Facts } from "./decide-facts";
import type { PlannedBatch } from "./plan";
import {
  deviceKey,
  type Effects,
  holdersOf,
  type ProfileState,
  type State,
  type WorkspaceState,
  workspaceKey,
} from "./state";
import type { ProfileChanges } from "./write-set";

/** Everything that a batch writes to the profile that it creates or updates. */
export function decideWrites(
  planned: PlannedBatch,
  state: State,
  circumstances: Circumstances,
  lookUp: FoundBy,
  base: Omit<Decision, "outcome">,
): Decided {
  const { batch, rules, recorded } = planned;
  const { batchId, receivedAt, clientIp } = circumstances;
  const before = lookUp.profile ?? newProfile(planned, circumstances, lookUp);
  const { mpid } = before;
  const { source, withheld = [] } = lookUp.resolution;
  const identity = writeIdentities(
    before.identities,
    planned.writesIdentities ? recorded.filter(({ type }) => !withheld.includes(type)) : [],
    (one) => otherHolders(one, before, state),
    rules.identity,
    receivedAt,
  );
  const attributes = decideAttributes(state, mpid, batch.deletedUserAttributes, batch.userAttributes, {
    rules,
    batchId,
    receivedAt,
  });
  const { facts, warnings } = decideFacts(batch, before, rules, clientIp);
  const oldWorkspace = state.workspaces.get(workspaceKey(mpid, rules.workspaceId));
  const consent = mergeConsent(oldWorkspace?.consent ?? {}, batch.consentState ?? {}, rules.consent);
  const device = nextDevice(planned, state, mpid, receivedAt);
  const profile: ProfileState = {
    ...before,
    ...facts,
    lastSeen: Math.max(before.lastSeen, receivedAt),
    identities: identity.record,
  };
  const effects: Effects = {
    profile,
    workspace: nextWorkspace(oldWorkspace, planned, mpid, consent.state, receivedAt),
    device: device?.next ?? null,
    setAttributes: attributes.sets,
    deletedAttributes: attributes.deletes,
    addedIdentities: identity.added,
    removedIdentities: identity.removed,
    takenFrom: takenFrom(identity, state),
  };
  const changed = changedFacts(before, facts);
  const decision: Decision = {
    ...base,
    outcome: lookUp.profile ? "updated" : "created",
    warnings: [...base.warnings, ...warnings, ...consentWarnings(consent.decisions)],
    identity: base.identity && {
      ...base.identity,
      ...(source ? { source } : {}),
      ...writtenIdentities(identity, notWritten(planned, before)),
    },
    ...(attributes.decisions.length > 0 ? { attributes: attributes.decisions } : {}),
    ...(consent.decisions.length > 0 ? { consent: consent.decisions } : {}),
    ...(device ? { device: { das: device.next.das, derived: planned.dasDerived, isNew: device.isNew } } : {}),
    ...(Object.keys(changed).length > 0 ? { changed } : {}),
  };
  return { decision, mpid, effects, changes: changesOf(attributes.decisions, identity, consent.decisions, changed) };
}

function newProfile({ rules, environment }: PlannedBatch, { spareMpid, receivedAt }: Circumstances, lookUp: FoundBy) {
  const profile: ProfileState = {
    mpid: spareMpid,
    scopeId: rules.scopeId,
    environment,
    firstSeen: receivedAt,
    lastSeen: receivedAt,
    isOptedOut: false,
    limitAdTracking: null,
    ip: null,
    sourceMpid: lookUp.resolution.source ?? null,
    identities: {},
    partnerIdentities: {},
  };
  return profile;
}

export function otherHolders(identity: KeyedIdentity, { mpid }: ProfileState, state: State): Mpid[] {
  const { profiles } = holdersOf(state, identity);
  return profiles.map((holder) => holder.mpid).filter((holder) => holder !== mpid);
}

/** The profiles that lost unique values, each with all its losses. */
export function takenFrom({ taken }: IdentityWrite, state: State): Effects["takenFrom"] {
  const latest = new Map<Mpid, ProfileState>();
  return taken.flatMap(({ identity, from }) => {
    const loser = latest.get(from) ?? state.profiles.get(from);
    if (!loser) return [];
    const profile = { ...loser, identities: withoutIdentity(loser.identities, identity) };
    latest.set(from, profile);
    return [{ profile, identity }];
  });
}

export function nextWorkspace(
  stored: WorkspaceState | undefined,
  { batch, rules, das }: PlannedBatch,
  mpid: Mpid,
  consent: WorkspaceState["consent"],
  receivedAt: number,
): WorkspaceState {
  const [first = receivedAt, last = receivedAt] = stored?.inputs[rules.inputId] ?? [];
  return {
    mpid,
    workspaceId: rules.workspaceId,
    firstSeen: stored?.firstSeen ?? receivedAt,
    lastSeen: Math.max(stored?.lastSeen ?? 0, receivedAt),
    inputs: { ...stored?.inputs, [rules.inputId]: [first, Math.max(last, receivedAt)] },
    consent,
    attribution: decideAttribution(batch, stored?.attribution ?? [], { inputId: rules.inputId, das, receivedAt }),
  };
}

function nextDevice({ batch, rules, identities, platform, das }: PlannedBatch, state: State, mpid: Mpid, at: number) {
  if (das === null) return null;
  const stored = state.devices.get(deviceKey(mpid, rules.workspaceId, das));
  const next = mergeDevice(
    stored,
    {
      das,
      platform,
      identities: identities.filter(({ type }) => isDeviceIdentity(type) && type !== "device_application_stamp"),
      deviceInfo: batch.deviceInfo,
      applicationInfo: batch.applicationInfo,
      integrationAttributes: batch.integrationAttributes,
    },
    at,
  );
  return { next, isNew: !stored };
}

function changedFacts(before: ProfileState, facts: Facts): Record<string, [unknown, unknown]> {
  const changed: Record<string, [unknown, unknown]> = {};
  if (facts.isOptedOut !== before.isOptedOut) changed.is_opted_out = [before.isOptedOut, facts.isOptedOut];
  if (facts.limitAdTracking !== before.limitAdTracking)
    changed.limit_ad_tracking = [before.limitAdTracking, facts.limitAdTracking];
  if (facts.ip !== before.ip) changed.ip = [before.ip, facts.ip];
  if (facts.partnerIdentities !== before.partnerIdentities)
    changed.partner_identities = [before.partnerIdentities, facts.partnerIdentities];
  return changed;
}

function consentWarnings(decisions: readonly ConsentDecision[]): Remark[] {
  return decisions.flatMap(({ result, regulation, purpose }) => {
    const code = CONSENT_WARNINGS[result];
    return code ? [{ code, params: { regulation, purpose } }] : [];
  });
}

const CONSENT_WARNINGS: Partial<Record<ConsentDecision["result"], WarningCode>> = {
  source_not_allowed: "consent_source_not_allowed",
  regulation_off: "consent_regulation_off",
  unknown_purpose: "consent_unknown_purpose",
};

/** Identities of a batch that may write none, as far as the record lacks them. */
function notWritten({ recorded, writesIdentities }: PlannedBatch, { identities }: ProfileState): KeyedIdentity[] {
  return writesIdentities ? [] : recorded.filter((identity) => !holds(identities, identity));
}

/** What was written of the identities, by type: values are never copied into a Decision. */
export function writtenIdentities(
  { added, removed, replaced, taken, refused }: IdentityWrite,
  left: readonly KeyedIdentity[] = [],
) {
  const gone = removed.flatMap(({ type }) => (added.some((one) => one.type === type) ? [] : type));
  const refusals = [
    ...refused.map((type) => ({ type, rule: "immutable" as const })),
    ...left.map(({ type }) => ({ type, rule: "identity_api_only" as const })),
  ];
  return {
    ...(gone.length > 0 ? { removed: gone } : {}),
    ...(added.length > 0 ? { added: added.map(({ type }) => type) } : {}),
    ...(replaced.length > 0 ? { replaced: [...replaced] } : {}),
    ...(taken.length > 0 ? { taken: taken.map(({ identity, from }) => ({ type: identity.type, from })) } : {}),
    ...(refusals.length > 0 ? { refused: refusals } : {}),
  };
}

export function changesOf(
  attributes: NonNullable<Decision["attributes"]>,
  identity: IdentityWrite,
  consent: readonly ConsentDecision[],
  fields: Record<string, [unknown, unknown]>,
): ProfileChanges | null {
  const written = attributes.filter(({ result }) => result === "set" || result === "deleted");
  const agreed = consent.filter(({ result }) => result === "set" || result === "removed");
  const identities: NonNullable<ProfileChanges["identities"]> = {};
  for (const { type, value } of identity.added) {
    identities[type] = { added: [...(identities[type]?.added ?? []), value] };
  }
  for (const { type, value } of identity.removed) {
    identities[type] = { ...identities[type], removed: [...(identities[type]?.removed ?? []), value] };
  }
  const changes: ProfileChanges = {
    ...(written.length > 0
      ? { attributes: Object.fromEntries(written.map((one) => [one.key, beforeAfter(one)])) }
      : {}),
    ...(Object.keys(identities).length > 0 ? { identities } : {}),
    ...(agreed.length > 0
      ? { consent: Object.fromEntries(agreed.map((one) => [`${one.regulation}.${one.purpose}`, beforeAfter(one)])) }
      : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  };
  return Object.keys(changes).length > 0 ? changes : null;
}

function beforeAfter(one: { before?: unknown; after?: unknown }): { before?: unknown; after?: unknown } {
  return {
    ...("before" in one ? { before: one.before } : {}),
    ...("after" in one ? { after: one.after } : {}),
  };
}
