import { Hono } from "hono";
import { isCodedError } from "@/lib/errors";
import { type Identified, type IdentityCall, identify, modify, search } from "@/lib/identity-api";
import { requestOpened } from "@/lib/ingest";
import { limitInput } from "../http/rate-limit";
import { requirePlatform } from "../http/require-platform";
import type { AppContext, AppEnv } from "../http/types";

/** The identity API, under both of its paths. https://docs.mparticle.com/developers/apis/idsync/http */
export const identity = new Hono<AppEnv>();

for (const base of ["/v1", "/identity/v1"]) {
  for (const endpoint of ["identify", "login", "logout"] as const) {
    identity.post(`${base}/${endpoint}`, (c) =>
      answer(c, async (call) => toResponse(c, await identify(endpoint, call))),
    );
  }
  identity.post(`${base}/search`, (c) => answer(c, async (call) => toResponse(c, await search(call))));
  identity.post(`${base}/:mpid/modify`, (c) =>
    answer(c, async (call) => toResponse(c, await modify(c.req.param("mpid") ?? "", call))),
  );
}

async function answer(c: AppContext, verb: (call: IdentityCall) => Promise<Response>): Promise<Response> {
  const answered = requestOpened();
  try {
    const receivedAt = Date.now();
    const { credential, approach, body } = await requirePlatform(c, receivedAt);
    await limitInput(c, credential.rules, "client_requests");
    return await verb({
      credential,
      approach,
      path: c.req.path,
      receivedAt,
      body: body.bytes,
      byteSize: body.byteSize,
      readOnly: flag(c, "read_only") ?? false,
    });
  } catch (error) {
    if (isCodedError(error) && (error.code === "invalid_input" || error.code === "too_large")) {
      return badRequest(c, [error.message]);
    }
    throw error;
  } finally {
    answered();
  }
}

function flag(c: AppContext, name: string): boolean | null {
  if (!c.env.incoming.url?.includes("?")) return null;
  const value = c.req.query(name)?.toLowerCase();
  return value === undefined ? null : value === "true" || value === "1";
}

type Outcome =
  | { readonly status: "ok"; readonly identified?: Identified }
  | { readonly status: "bad_request"; readonly messages: readonly string[] }
  | { readonly status: "forbidden" }
  | { readonly status: "not_found" };

function toResponse(c: AppContext, outcome: Outcome): Response {
  switch (outcome.status) {
    case "ok":
      return c.json(outcome.identified ? identifiedBody(c, outcome.identified) : {});
    case "bad_request":
      return badRequest(c, outcome.messages);
    case "forbidden":
      return c.json(
        { errors: [{ code: "FORBIDDEN", message: "The key is not that of an active platform input." }] },
        403,
      );
    case "not_found":
      return c.json({ errors: [{ code: "NOT_FOUND_ERROR", message: "No profile matches the identities." }] }, 404);
  }
}

/** Matches repeat only what the caller sent, so they are told unless `return_matches=false`. */
function identifiedBody(c: AppContext, { context, mpid, matchedIdentities, isEphemeral, isLoggedIn }: Identified) {
  return {
    context,
    mpid,
    matched_identities: flag(c, "return_matches") === false ? {} : matchedIdentities,
    is_ephemeral: isEphemeral,
    is_logged_in: isLoggedIn,
  };
}

/** The documentation has `errors`, the browser SDK reads `Errors` and the other fields. */
function badRequest(c: AppContext, messages: readonly string[]): Response {
  const errors = messages.map((message) => ({ code: "BAD_REQUEST", message }));
  return c.json(
    { errors, Errors: errors, ErrorCode: "BAD_REQUEST", StatusCode: 400, RequestId: c.get("requestId") },
    400,
  );
}
