/** Whose a limit is. An input's counts all that it sends; the others tell kinds of traffic apart. */
export const OWNERS = ["account", "workspace", "input"] as const;
export type Owner = (typeof OWNERS)[number];

/**
 * What is counted: batches of the Events API, each; requests of the client SDKs (events and identity), one each; calls
 * of the Profile API and for account attributes, one each.
 */
export type Traffic = "batches" | "client_requests" | "api_requests";

/** What a limit counts. `everything`: every kind of traffic. */
export type Counted = Traffic | "everything";

/** Names one limit. */
export type LimitKey = { readonly owner: Owner; readonly ownerId: number; readonly traffic: Counted };

/** The limits among `limits` that this traffic counts to. */
export function limitsOf(limits: readonly LimitKey[], traffic: Traffic): readonly LimitKey[] {
  return limits.filter((limit) => limit.traffic === traffic || limit.traffic === "everything");
}

/** Those of `now` that `before` does not have. */
export function addedLimits(before: readonly LimitKey[], now: readonly LimitKey[]): readonly LimitKey[] {
  return now.filter(
    ({ owner, ownerId, traffic }) =>
      !before.some((one) => one.owner === owner && one.ownerId === ownerId && one.traffic === traffic),
  );
}

/** What each owner may limit, in the order of the screens. */
export const COUNTED_BY = {
  account: ["batches", "client_requests", "api_requests"],
  workspace: ["batches", "client_requests"],
  input: ["everything"],
} as const satisfies Record<Owner, readonly Counted[]>;

/** All limits of one owner. */
export type Limits = {
  /** What is not there is not limited. */
  readonly perSecond: { readonly [counted in Counted]?: number };
  /** Whether their speed may grow only so fast; take-sql.ts says how fast. */
  readonly limitAcceleration: boolean;
};

/** A limit's highest value, per second. */
export const MOST_PER_SECOND = 100_000;

export const NO_LIMITS: Limits = { perSecond: {}, limitAcceleration: false };

/**
 * The documented values that an account's limits start from: 270 batches and 15 Profile API requests a second. Of
 * acceleration the page gives no number, so it is off. https://docs.mparticle.com/guides/default-service-limits
 */
export const DOCUMENTED_LIMITS: Limits = { perSecond: { batches: 270, api_requests: 15 }, limitAcceleration: false };

export type LimitsMode = "off" | "documented" | "own";

/** Which choice an account's values amount to. */
export function modeOf(limits: Limits): LimitsMode {
  const isSame = (other: Limits) =>
    limits.limitAcceleration === other.limitAcceleration &&
    COUNTED_BY.account.every((counted) => limits.perSecond[counted] === other.perSecond[counted]);
  if (isSame(NO_LIMITS)) return "off";
  return isSame(DOCUMENTED_LIMITS) ? "documented" : "own";
}
