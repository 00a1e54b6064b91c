import { inPriorityOrder } from "../identity/resolve";
import type { IdentitySettings } from "../identity/settings";
import type { Mpid } from "../int64";
import { lookUpProfile } from "./decide";
import type { PlannedBatch } from "./plan";
import { protect } from "./protection";
import type { State } from "./state";

/** Where a request leads: to a person, to a profile that it creates, or to nobody. */
export type Destination = { readonly to: "person"; readonly mpid: Mpid } | { readonly to: "new" | "nobody" };

export type ResolutionDifference<Request> = {
  readonly request: Request;
  readonly before: Destination;
  readonly after: Destination;
};

export type ResolutionComparison<Request> = {
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
 * Resolves requests of the past under two settings, over the same profiles, by the rules that decide the coming ones.
 * Each by itself: what one of them would create or move, the next doesn't see. They are planned with every type that
 * either settings look up by. Pure.
 */
export function compareResolutions<Request extends { readonly planned: PlannedBatch }>(
  requests: readonly Request[],
  state: Pick<State, "profiles" | "holders">,
  before: IdentitySettings,
  after: IdentitySettings,
): ResolutionComparison<Request> {
  const differences = requests.flatMap((request): ResolutionDifference<Request>[] => {
    const was = destinationOf(request.planned, state, before);
    const willBe = destinationOf(request.planned, state, after);
    return isSame(was, willBe) ? [] : [{ request, before: was, after: willBe }];
  });
  const count = (kind: Kind) => differences.filter((difference) => kindOf(difference) === kind).length;
  return {
    differences,
    totals: {
      another: count("another"),
      created: count("created"),
      joined: count("joined"),
      nobody: count("nobody"),
    },
  };
}

function destinationOf(
  planned: PlannedBatch,
  state: Pick<State, "profiles" | "holders">,
  identity: IdentitySettings,
): Destination {
  const { rules, recorded, item } = planned;
  const lookUps = inPriorityOrder(recorded, identity.priority);
  const lookUp = lookUpProfile({ ...planned, rules: { ...rules, identity }, lookUps }, state);
  // An identity request creates whom it doesn't find; of a batch the input's protection has a say.
  const found = lookUp.profile ? "update" : "create";
  const action = item.identity ? found : protect(rules.protectionLevel, lookUp).action;
  if (action === "update" && lookUp.profile) return { to: "person", mpid: lookUp.profile.mpid };
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
