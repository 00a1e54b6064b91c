import { identityApiMap, type LookUpRequest, readLookUpRequest } from "../batch";
import type { Decision } from "../explain/decision";
import { lookUp, type StoredBatch, storedAnswer, submit, underCurrentRules } from "../ingest";
import type { Rules } from "../inputs/rules";
import type { Mpid } from "../int64";
import { badRequest, FORBIDDEN, type IdentityCall, type Refusal, readCall, refusalOf } from "./call";

/** Whom a request means. https://docs.mparticle.com/developers/apis/idsync/http */
export type Identified = {
  /** The request's own, given back. */
  readonly context: string | null;
  /** Null only for a read-only request that would have created a profile. */
  readonly mpid: Mpid | null;
  /** Those of the request's identities that the profile had before, by the names of the identity API. */
  readonly matchedIdentities: Readonly<Record<string, string>>;
  readonly isEphemeral: boolean;
  readonly isLoggedIn: boolean;
};

export type IdentifyAnswer = { readonly status: "ok"; readonly identified: Identified } | Refusal;

/**
 * Finds or creates the profile of a request and adds its identities, in one transaction with the row that tells it; a
 * repeated request_id gets the stored answer again.
 * Throws CodedError `overloaded` or `database_unavailable`; then nothing is stored.
 * https://docs.mparticle.com/developers/apis/idsync/http
 */
export async function identify(endpoint: "identify" | "login" | "logout", call: IdentityCall): Promise<IdentifyAnswer> {
  if (call.credential.rules.isFeed) return FORBIDDEN;
  const read = () => readCall(call, (raw) => readLookUpRequest(endpoint, raw));
  if (call.readOnly) return await identifyReadOnly(read(), call);
  const stored = await submit(call, endpoint, (rules) => ({ ...read(), rules }));
  if (!stored) return FORBIDDEN;
  if (!stored.request) return badRequest(stored.message);
  const [batch] = stored.batches;
  if (!batch) throw new Error("An identity request was not stored.");
  return await answerOf(batch, stored.request, stored.rules);
}

async function answerOf(
  { outcome, mpid, decision }: StoredBatch,
  request: LookUpRequest,
  rules: Rules,
): Promise<IdentifyAnswer> {
  if (outcome === "duplicate") return await answerAgain(request, rules);
  if (!decision.answer) return refusalOf(decision);
  return { status: "ok", identified: identifiedOf(request, mpid, decision.answer) };
}

/** Values come from the request of then: a Decision has types only. */
async function answerAgain(request: LookUpRequest, rules: Rules): Promise<IdentifyAnswer> {
  const stored = await storedAnswer(rules.inputId, request);
  const first = stored && readLookUpRequest(request.endpoint, stored.body);
  if (first?.ok && stored?.decision.answer) {
    return { status: "ok", identified: identifiedOf(first.request, stored.mpid, stored.decision.answer) };
  }
  // The memory of ids outlives the row only where somebody deletes rows: then whoever it is now.
  const now = await lookUp(request, rules);
  if (now === "stale") return FORBIDDEN;
  return { status: "ok", identified: identifiedOf(request, now.mpid, now.answer) };
}

async function identifyReadOnly(
  read: ReturnType<typeof readCall<LookUpRequest>>,
  call: IdentityCall,
): Promise<IdentifyAnswer> {
  if (!read.request) return badRequest(read.message);
  const { request } = read;
  const found = await underCurrentRules(call, (rules) => lookUp(request, rules));
  return found ? { status: "ok", identified: identifiedOf(request, found.mpid, found.answer) } : FORBIDDEN;
}

export function identifiedOf(
  { context, identities }: LookUpRequest,
  mpid: Mpid | null,
  { matched, isEphemeral, isLoggedIn }: NonNullable<Decision["answer"]>,
): Identified {
  return {
    context: context ?? null,
    mpid,
    matchedIdentities: identityApiMap(identities.filter(({ type }) => matched.includes(type))),
    isEphemeral,
    isLoggedIn,
  };
}
