import type { StrategyRule } from "../explain/decision";
import type { Mpid } from "../int64";
import { ineligibleBy, narrowDown } from "./narrow";
import { holds, type Identity, type IdentityRecord, isKnown } from "./record";
import type { IdentitySettings } from "./settings";
import { strategyOf } from "./strategies";
import { breakTie, type TieBreak } from "./tie-break";

/** What the resolution must know of a profile. */
export type Candidate = {
  readonly mpid: Mpid;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly identities: IdentityRecord;
};

/** Profiles that hold a value, as far as loaded; `capped` when there are more. */
export type Holders = { readonly profiles: readonly Candidate[]; readonly capped: boolean };

/** Who asks: an endpoint of the identity API, or a batch. https://docs.mparticle.com/developers/apis/idsync/http */
export type Endpoint = "identify" | "login" | "logout" | "search" | "batch";

export type ResolutionRequest<One extends Identity = Identity> = {
  readonly endpoint: Endpoint;
  readonly identities: readonly One[];
  /** The profile that the request names as the one before, where it is in this scope and environment. */
  readonly previous?: Candidate;
};

export type IdentityStep = {
  type: string;
  candidates: number;
  capped?: boolean;
  ineligible?: { mpid: Mpid; rule: "login" | "immutable" }[];
  remaining?: number;
};

export type Resolution = {
  readonly steps: IdentityStep[];
  readonly tieBreak?: TieBreak;
  /** The profile to use, or null: create one (where the caller may). */
  readonly found: Mpid | null;
  /** For a profile to create: whose anonymous history it comes from. */
  readonly source?: Mpid;
  /** What the strategy said beyond "the match, or a new profile". */
  readonly strategyRule?: StrategyRule;
  /** The profile that matched, where the strategy did not use it. */
  readonly overruled?: Mpid;
  /** Login types of a logout that are not written either, because it leads to an anonymous profile. */
  readonly withheld?: readonly string[];
};

/**
 * Which profile these identities belong to: pure. Walks the types in priority order and narrows the
 * candidates until one is left, then lets the strategy speak. A search never creates: for it, no profile found is
 * the answer. https://docs.mparticle.com/guides/idsync/profile-link-strategy and the other strategy pages.
 */
export function resolve<One extends Identity>(
  request: ResolutionRequest<One>,
  holdersOf: (identity: One) => Holders,
  settings: IdentitySettings,
): Resolution {
  const { endpoint, previous } = request;
  const { loginTypes } = settings;
  /** The profile before is loaded by its MPID, so the cap need not hide it. */
  const withPrevious = ({ profiles, capped }: Holders, identity: One): Holders =>
    capped && previous && holds(previous.identities, identity) && !profiles.some(({ mpid }) => mpid === previous.mpid)
      ? { profiles: [...profiles, previous], capped }
      : { profiles, capped };
  const strategy = strategyOf(settings.strategy);
  const withheld = endpoint === "logout" && strategy.logoutIsAnonymous ? loginTypes : [];
  const identities = request.identities.filter(({ type }) => !withheld.includes(type));
  const lookUps = inPriorityOrder(identities, lookUpTypes(endpoint, settings));
  const { steps, remaining } = narrowDown(lookUps, identities, (one) => withPrevious(holdersOf(one), one), settings);
  const { profile: matched, tieBreak } = breakTie(remaining, previous?.mpid);
  const choice = strategy.choose({
    endpoint,
    matched,
    ...(previous && !isKnown(previous.identities, loginTypes) ? { anonymousPrevious: previous } : {}),
    isNewLogin: () => {
      const logins = lookUps.filter(({ type }) => loginTypes.includes(type));
      const resolves = (login: One) =>
        holdersOf(login).profiles.some((profile) => !ineligibleBy(profile, identities, settings));
      return logins.length > 0 && !logins.some(resolves);
    },
  });
  const source = choice.use || endpoint === "search" ? undefined : choice.source;
  const unwritten = request.identities.flatMap(({ type }) => (withheld.includes(type) ? type : []));
  return {
    steps,
    ...(tieBreak && choice.use === matched ? { tieBreak } : {}),
    found: choice.use?.mpid ?? null,
    ...(source ? { source: source.mpid } : {}),
    ...(choice.rule ? { strategyRule: choice.rule } : {}),
    ...(matched && choice.use !== matched ? { overruled: matched.mpid } : {}),
    ...(unwritten.length > 0 ? { withheld: unwritten } : {}),
  };
}

/** With immutable types, a search finds through them only (ours, from the documented examples). */
function lookUpTypes(endpoint: Endpoint, { priority, immutableTypes }: IdentitySettings): readonly string[] {
  return endpoint === "search" && immutableTypes.length > 0
    ? priority.filter((type) => immutableTypes.includes(type))
    : priority;
}

/** The identities that may look a profile up, most important type first. */
export function inPriorityOrder<One extends Identity>(identities: readonly One[], priority: readonly string[]): One[] {
  const ordered: One[] = [];
  for (const type of priority) {
    for (const identity of identities) if (identity.type === type) ordered.push(identity);
  }
  return ordered;
}
