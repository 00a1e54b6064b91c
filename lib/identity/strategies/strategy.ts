import type { Candidate } from "../resolve";

/** What the search found, before the strategy speaks. */
export type Match = {
  /** The profile that the narrowing left, or null. */
  readonly matched: Candidate | null;
  /** The request carries login values and the matched profile holds none of them. */
  readonly newLogin: boolean;
};

/** Use a profile, or create one (perhaps with a source whose anonymous history it continues). */
export type Choice = { readonly use: Candidate } | { readonly use: null; readonly source?: Candidate };

export type Strategy = { readonly name: string; choose(match: Match): Choice };
