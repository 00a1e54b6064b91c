import { readLookUpRequest } from "../batch";
import { lookUp, underCurrentRules } from "../ingest";
import { badRequest, FORBIDDEN, type IdentityCall, type Refusal, readCall } from "./call";
import { type Identified, identifiedOf } from "./identify";

export type SearchAnswer =
  | { readonly status: "ok"; readonly identified: Identified }
  | { readonly status: "not_found" }
  | Refusal;

/**
 * Whom identify would find: never creates, writes or locks anything, and leaves no row. With immutable types only
 * their values find somebody. https://docs.mparticle.com/developers/apis/idsync/http
 */
export async function search(call: IdentityCall): Promise<SearchAnswer> {
  const { credential } = call;
  if (credential.rules.isFeed) return FORBIDDEN;
  const read = readCall(call, (raw) => readLookUpRequest("search", raw));
  if (!read.request) return badRequest(read.message);
  const { request } = read;
  const found = await underCurrentRules(call, (rules) => lookUp(request, rules));
  if (!found) return FORBIDDEN;
  if (found.mpid === null) return { status: "not_found" };
  return { status: "ok", identified: identifiedOf(request, found.mpid, found.answer) };
}
