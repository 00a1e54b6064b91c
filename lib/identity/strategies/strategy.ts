import type { StrategyRule } from "../../explain/decision";
import type { Candidate, Endpoint } from "../resolve";

/** What the search found, before the strategy speaks. */
export type Match = {
  readonly endpoint: Endpoint;
  /** The profile that the narrowing left, or null. */
  readonly matched: Candidate | null;
  /** The profile that the request names as the one before, if it is anonymous. */
  readonly anonymousPrevious?: Candidate;
  /** The request has login values, and no profile that may be returned holds one of them. */
  readonly isNewLogin: () => boolean;
};

/**
 * Use a profile, or create one (perhaps with a source whose anonymous history it continues). The rule tells why,
 * where it is not the match alone.
 */
export type Choice =
  | { readonly use: Candidate; readonly rule?: StrategyRule }
  | { readonly use: null; readonly source?: Candidate; readonly rule?: StrategyRule };

/**
 * One of the documented strategies: what is fixed under it, and which profile it chooses for a match.
 * https://docs.mparticle.com/guides/idsync/components
 */
export type Strategy = {
  /** As stored in the settings of a scope. */
  readonly name: string;
  /** The types that are unique and login types under it; null where the settings choose. */
  readonly fixedTypes: readonly string[] | null;
  /** Anonymous history may be given to another profile afterwards. */
  readonly allowsAlias: boolean;
  /** A client may delete what it stores of an anonymous profile when the user changes. Ours. */
  readonly anonymousIsEphemeral: boolean;
  /** A logout leads to an anonymous profile: login values that come with it neither find one nor are written. */
  readonly logoutIsAnonymous: boolean;
  choose(match: Match): Choice;
};
