import type { ProtectionLevel } from "../explain/decision";
import type { Identity } from "../identity/record";
import { type Candidate, type Endpoint, type Holders, inPriorityOrder, resolve } from "../identity/resolve";
import type { IdentitySettings } from "../identity/settings";
import type { Mpid } from "../int64";
import { protect } from "./protection";

/** A request of the past, as far as it decides whose it is. */
export type PastRequest<One extends Identity = Identity> = {
  readonly endpoint: Exclude<Endpoint, "search">;
  /** Those that may look a profile up under any settings. */
  readonly identities: readonly One[];
  /** The profile of the MPID that a batch names, where there is one. */
  readonly named?: Candidate;
  /** The batch names an MPID that no profile has. */
  readonly unknownMpid?: boolean;
  /** The profile that an identity request names as the one before. */
  readonly previous?: Candidate;
  /** Of the input; null for platforms. */
  readonly protectionLevel: ProtectionLevel | null;
};

/** Where a request leads: to a person, to a profile that it creates, or to nobody. */
export type Destination = { readonly to: "person"; readonly mpid: Mpid } | { readonly to: "new" | "nobody" };

export type ResolutionDifference<Request> = {
  readonly request: Request;
  readonly before: Destination;
  readonly after: Destination;
};

export type ResolutionComparison<Request> = {
  readonly requests: number;
  /** In the order of the requests. */
  readonly differences: readonly ResolutionDifference<Request>[];
  readonly totals: {
    /** Another person instead of the one. */
    readonly another: number;
    /** A new profile instead of a person. */
    readonly created: number;
    /** A person instead of a new profile. */
    readonly joined: number;
    /** To nobody, or from nobody to somebody. */
    readonly nobody: number;
  };
};

/**
 * Resolves requests of the past under two settings, over the same profiles, by the same rules that decide the coming
 * ones. Each by itself: what one of them would create or move, the next doesn't see. Pure.
 */
export function compareResolutions<One extends Identity, Request extends PastRequest<One>>(
  requests: readonly Request[],
  holdersOf: (identity: One) => Holders,
  before: IdentitySettings,
  after: IdentitySettings,
): ResolutionComparison<Request> {
  const differences = requests.flatMap((request): ResolutionDifference<Request>[] => {
    const was = destinationOf(request, holdersOf, before);
    const willBe = destinationOf(request, holdersOf, after);
    return isSame(was, willBe) ? [] : [{ request, before: was, after: willBe }];
  });
  const count = (kind: Kind) => differences.filter((difference) => kindOf(difference) === kind).length;
  return {
    requests: requests.length,
    differences,
    totals: {
      another: count("another"),
      created: count("created"),
      joined: count("joined"),
      nobody: count("nobody"),
    },
  };
}

function destinationOf<One extends Identity>(
  request: PastRequest<One>,
  holdersOf: (identity: One) => Holders,
  settings: IdentitySettings,
): Destination {
  const { endpoint, named, unknownMpid = false, previous, protectionLevel } = request;
  const identities = inPriorityOrder(request.identities, settings.priority);
  const hasIdentities = identities.length > 0;
  const looksUp = !named && hasIdentities;
  const found = looksUp
    ? resolve({ endpoint, identities, ...(previous ? { previous } : {}) }, holdersOf, settings).found
    : (named?.mpid ?? null);
  // Identity requests come from platforms, which have no level: they create and update.
  const { action } = protect(protectionLevel, { found: found !== null, hasIdentities, unknownMpid });
  if (action === "update" && found !== null) return { to: "person", mpid: found };
  return { to: action === "create" ? "new" : "nobody" };
}

function isSame(a: Destination, b: Destination): boolean {
  return a.to === "person" && b.to === "person" ? a.mpid === b.mpid : a.to === b.to;
}

type Kind = keyof ResolutionComparison<unknown>["totals"];

function kindOf({ before, after }: Pick<ResolutionDifference<unknown>, "before" | "after">): Kind {
  if (before.to === "nobody" || after.to === "nobody") return "nobody";
  if (after.to === "new") return "created";
  return before.to === "new" ? "joined" : "another";
}
