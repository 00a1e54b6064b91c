import { readLookUpRequest, readModifyRequest } from "../batch";
import type { Incoming, IngestRequest } from "../ingest";
import { deflateBody, requestOf } from "../ingest/submit";
import { readCall } from "./call";

/** Which verb a request is for; a modify request's path names the profile. */
export type IdentityEndpoint =
  | { readonly kind: "identify" | "login" | "logout" }
  | { readonly kind: "modify"; readonly mpid: string };

/** The request as `ingest` takes it, for callers with a writer of their own: the seed. */
export async function toIdentityIngestRequest(endpoint: IdentityEndpoint, incoming: Incoming): Promise<IngestRequest> {
  const { items } =
    endpoint.kind === "modify"
      ? readCall(incoming, (raw) => readModifyRequest(raw, endpoint.mpid))
      : readCall(incoming, (raw) => readLookUpRequest(endpoint.kind, raw));
  return requestOf(incoming, endpoint.kind, incoming.credential.rules, await deflateBody(incoming.body), items);
}
