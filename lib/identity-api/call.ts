import { batchOf, type IdentityRequest, LIMITS, parseJson, type ReadIdentityRequest } from "../batch";
import { isCodedError } from "../errors";
import type { Decision, Remark } from "../explain/decision";
import { remarkSentence } from "../explain/sentences";
import type { Incoming, Item } from "../ingest";

/** One request to the identity API, of an authenticated input. `readOnly`: answer it, write nothing. */
export type IdentityCall = Incoming & { readonly readOnly: boolean };

/** `forbidden`: the input is a feed, or was disabled meanwhile. */
export type Refusal =
  | { readonly status: "bad_request"; readonly messages: readonly string[] }
  | { readonly status: "forbidden" };

export const FORBIDDEN = { status: "forbidden" } as const;

export function badRequest(...messages: string[]): Refusal {
  return { status: "bad_request", messages };
}

/** Why a request that could be read was refused all the same, in words. */
export function refusalOf({ reasons }: Decision): Refusal {
  return badRequest(...reasons.map(remarkSentence));
}

export type ReadCall<Request extends IdentityRequest> = {
  /** The one thing to be stored; of a request that can't be read: that, and why. */
  readonly items: readonly [Item];
} & ({ readonly request: Request } | { readonly request: null; readonly message: string });

/** Reads the body of a call; a row of the stream is made of it either way. */
export function readCall<Request extends IdentityRequest>(
  { body, byteSize }: Pick<Incoming, "body" | "byteSize">,
  read: (raw: unknown) => ReadIdentityRequest<Request>,
): ReadCall<Request> {
  if (byteSize > LIMITS.requestBytes) {
    return unread({ code: "request_too_large", params: { bytes: byteSize } }, "The request is larger than 256 KB.");
  }
  let raw: unknown;
  try {
    raw = parseJson(body);
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return unread({ code: "invalid_json", params: { message: error.message } }, error.message);
  }
  const result = read(raw);
  if (!result.ok) return unread({ code: "invalid_request", params: { message: result.message } }, result.message);
  const { request, warnings } = result;
  return { items: [{ batch: batchOf(request), identity: request, warnings }], request };
}

function unread(rejection: Remark, message: string) {
  return { items: [{ batch: null, rejection, warnings: [] }] as const, request: null, message };
}
