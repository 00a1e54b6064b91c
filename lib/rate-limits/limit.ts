/** Whose a limit is. An input's counts all that it sends; the others tell kinds of traffic apart. */
export const OWNERS = ["account", "workspace", "input"] as const;
export type Owner = (typeof OWNERS)[number];

/**
 * What is counted: batches of the Events API, each; requests of the client SDKs (events and identity), one each; calls
 * of the Profile API and for account attributes, one each.
 */
export type Traffic = "batches" | "client_requests" | "api_requests";

/** Names one limit. `everything`: every kind of traffic counts. */
export type LimitKey = {
  readonly owner: Owner;
  readonly ownerId: number;
  readonly traffic: Traffic | "everything";
};

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

/** What a member sets for an owner, per second; null: no limit. */
export type LimitValues<Name extends string = string> = { readonly [name in Name]: number | null } & {
  /** Whether the speed may grow only so fast; see take-sql.ts. */
  readonly limitAcceleration: boolean;
};

/** A limit's highest value, per second. */
export const MOST_PER_SECOND = 100_000;

/** The traffic that an owner may limit, by the name of its value. */
export const TRAFFIC_OF = {
  account: { batches: "batches", clientRequests: "client_requests", apiRequests: "api_requests" },
  workspace: { batches: "batches", clientRequests: "client_requests" },
  input: { everything: "everything" },
} as const satisfies Record<Owner, Record<string, LimitKey["traffic"]>>;

export type AccountLimits = LimitValues<keyof typeof TRAFFIC_OF.account>;
export type WorkspaceLimits = LimitValues<keyof typeof TRAFFIC_OF.workspace>;
export type InputLimits = LimitValues<keyof typeof TRAFFIC_OF.input>;

export const NO_ACCOUNT_LIMITS: AccountLimits = {
  batches: null,
  clientRequests: null,
  apiRequests: null,
  limitAcceleration: false,
};

/**
 * The documented values that limits start from: 270 batches and 15 Profile API requests a second. Of acceleration the
 * page gives no number, so it is off. https://docs.mparticle.com/guides/default-service-limits
 */
export const DOCUMENTED_LIMITS: AccountLimits = { ...NO_ACCOUNT_LIMITS, batches: 270, apiRequests: 15 };

export type LimitsMode = "off" | "documented" | "own";

/** Which choice an account's values amount to. */
export function modeOf(limits: AccountLimits): LimitsMode {
  const same = (other: AccountLimits) =>
    limits.batches === other.batches &&
    limits.clientRequests === other.clientRequests &&
    limits.apiRequests === other.apiRequests &&
    limits.limitAcceleration === other.limitAcceleration;
  if (same(NO_ACCOUNT_LIMITS)) return "off";
  return same(DOCUMENTED_LIMITS) ? "documented" : "own";
}
