import type { IdentityRequest, LookUpRequest } from "../batch";
import type { Decision } from "../explain/decision";
import { holds, type Identity, type IdentityRecord } from "../identity/record";
import { type IdentitySettings, isEphemeral, isLoggedIn } from "../identity/settings";
import { type Circumstances, type Decided, identityFacts, inputFacts, lookUpProfile, lookUpWarnings } from "./decide";
import { decideModification } from "./decide-modification";
import { decideWrites } from "./decide-writes";
import type { PlannedBatch } from "./plan";
import type { State } from "./state";

/**
 * What one request to the identity API means. Pure. It is what a batch without events is, but that its endpoint and
 * previous profile have a say in the resolution, and that no level of protection is asked: it comes with platform
 * credentials. https://docs.mparticle.com/developers/apis/idsync/http
 */
export function decideIdentityRequest(
  planned: PlannedBatch,
  request: IdentityRequest,
  state: State,
  circumstances: Circumstances,
): Decided {
  return request.endpoint === "modify"
    ? decideModification(planned, request, state, circumstances.receivedAt)
    : decideLookUp(planned, request, state, circumstances);
}

function decideLookUp(
  planned: PlannedBatch,
  { endpoint }: LookUpRequest,
  state: State,
  circumstances: Circumstances,
): Decided {
  const { rules, item, recorded } = planned;
  // A search is never stored, so it never comes here.
  if (endpoint === "search") throw new Error("A search writes nothing.");
  const lookUp = lookUpProfile(planned, state);
  const decided = decideWrites(planned, state, circumstances, lookUp, {
    version: 1,
    reasons: [],
    warnings: [...item.warnings, ...lookUpWarnings(lookUp)],
    input: inputFacts(rules),
    endpoint,
    identity: identityFacts(rules, lookUp),
  });
  const answer = lookUpAnswer(recorded, lookUp.profile, decided.effects?.profile ?? lookUp.profile, rules.identity);
  return { ...decided, decision: { ...decided.decision, answer } };
}

/** What is told of the profile that was found (null: none), and of what became of it. */
export function lookUpAnswer(
  identities: readonly Identity[],
  found: { readonly identities: IdentityRecord } | null,
  after: { readonly identities: IdentityRecord } | null,
  settings: IdentitySettings,
): NonNullable<Decision["answer"]> {
  const loggedIn = after !== null && isLoggedIn(after.identities, settings);
  return {
    matched: identities.flatMap((one) => (found && holds(found.identities, one) ? one.type : [])),
    isEphemeral: after !== null && isEphemeral(settings.strategy, loggedIn),
    isLoggedIn: loggedIn,
  };
}
