import { type ModifyRequest, readModifyRequest } from "../batch";
import type { Decision } from "../explain/decision";
import { rehearseModify, storedAnswer, submit, underCurrentRules } from "../ingest";
import { badRequest, FORBIDDEN, type IdentityCall, type ReadCall, type Refusal, readCall, refusalOf } from "./call";

export type ModifyAnswer = { readonly status: "ok" } | Refusal;

/**
 * Changes the identities of the profile with this MPID (as its path names it), never creates one. An unknown MPID or
 * an immutable value that would change refuses all of it. A repeated request_id gets the stored answer again.
 * Throws CodedError `overloaded` or `database_unavailable`; then nothing is stored.
 * https://docs.mparticle.com/developers/apis/idsync/http
 */
export async function modify(mpid: string, call: IdentityCall): Promise<ModifyAnswer> {
  if (call.credential.rules.isFeed) return FORBIDDEN;
  const read = () => readCall(call, (raw) => readModifyRequest(raw, mpid));
  if (call.readOnly) return await modifyReadOnly(read(), call);
  const stored = await submit(call, "modify", (rules) => ({ ...read(), rules }));
  if (!stored) return FORBIDDEN;
  if (!stored.request) return badRequest(stored.message);
  const [batch] = stored.batches;
  if (!batch) throw new Error("An identity request was not stored.");
  if (batch.outcome !== "duplicate") return answerOf(batch.decision);
  const first = await storedAnswer(stored.rules.inputId, stored.request);
  return first ? answerOf(first.decision) : { status: "ok" };
}

async function modifyReadOnly(read: ReadCall<ModifyRequest>, call: IdentityCall): Promise<ModifyAnswer> {
  if (!read.request) return badRequest(read.message);
  const { request } = read;
  const decision = await underCurrentRules(call, (rules) => rehearseModify(request, rules, call.receivedAt));
  return decision ? answerOf(decision) : FORBIDDEN;
}

function answerOf(decision: Decision): ModifyAnswer {
  return decision.outcome === "rejected" ? refusalOf(decision) : { status: "ok" };
}
