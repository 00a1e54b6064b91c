import { holds, type Identity, isKnown } from "./record";
import type { Candidate, Holders, IdentityStep } from "./resolve";
import type { IdentitySettings } from "./settings";

/**
 * The profiles that the look-ups leave, most important type first: each narrows the ones before it, until one is left.
 * Pure. https://docs.mparticle.com/guides/idsync/components
 */
export function narrowDown<One extends Identity>(
  lookUps: readonly One[],
  identities: readonly Identity[],
  holdersOf: (identity: One) => Holders,
  settings: IdentitySettings,
): { steps: IdentityStep[]; remaining: readonly Candidate[] } {
  const steps: IdentityStep[] = [];
  let remaining: readonly Candidate[] = [];
  const shared: Identity[] = [];
  for (const identity of lookUps) {
    const { profiles, capped } = holdersOf(identity);
    const step: IdentityStep = { type: identity.type, candidates: profiles.length };
    if (capped) step.capped = true;
    steps.push(step);
    if (remaining.length === 1) continue;
    const eligible = profiles.filter((profile) => {
      const rule = ineligibleBy(profile, identities, settings);
      if (rule) step.ineligible = [...(step.ineligible ?? []), { mpid: profile.mpid, rule }];
      return !rule;
    });
    const left = narrow(remaining, shared, eligible, identity, capped);
    if (left.length > 0) {
      remaining = left;
      shared.push(identity);
    }
    step.remaining = remaining.length;
  }
  return { steps, remaining };
}

/**
 * First set wins; later sets narrow it only where they agree, else the answer is empty. The current candidates share
 * some identities; records are asked who holds what, since a capped set lacks some of its profiles.
 */
function narrow(
  current: readonly Candidate[],
  shared: readonly Identity[],
  eligible: readonly Candidate[],
  identity: Identity,
  capped: boolean,
): readonly Candidate[] {
  if (current.length === 0) return eligible;
  return capped
    ? current.filter((profile) => holds(profile.identities, identity))
    : eligible.filter((profile) => shared.every((one) => holds(profile.identities, one)));
}

/**
 * Why a profile may not be returned. A known profile needs one of its login values in the request; one with
 * immutable values needs a matching one, and no conflicting one.
 */
export function ineligibleBy(
  profile: Candidate,
  identities: readonly Identity[],
  settings: IdentitySettings,
): "login" | "immutable" | null {
  const matches = (types: readonly string[]) =>
    identities.some((identity) => types.includes(identity.type) && holds(profile.identities, identity));
  const { immutableTypes, loginTypes } = settings;
  if (isKnown(profile.identities, immutableTypes)) {
    const conflict = identities.some(
      (identity) =>
        immutableTypes.includes(identity.type) &&
        (profile.identities[identity.type]?.length ?? 0) > 0 &&
        !holds(profile.identities, identity),
    );
    if (conflict || !matches(immutableTypes)) return "immutable";
  }
  if (isKnown(profile.identities, loginTypes) && !matches(loginTypes)) return "login";
  return null;
}
