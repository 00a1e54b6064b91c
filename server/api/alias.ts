import { Hono } from "hono";
import { CodedError, isCodedError } from "@/lib/errors";
import { alias } from "@/lib/identity-api";
import { requestOpened } from "@/lib/ingest";
import { type Credential, findInput, refreshInput } from "@/lib/inputs/find-input";
import { readBytes } from "../http/body";
import { limitInput } from "../http/rate-limit";
import { approachOf, requireInput } from "../http/require-input";
import type { AppContext, AppEnv } from "../http/types";

/** Alias requests, under both of their paths. https://docs.mparticle.com/guides/idsync/aliasing */
export const aliases = new Hono<AppEnv>();

for (const base of ["/v1", "/webevents/v1"]) aliases.post(`${base}/identity/:key/Alias`, take);

async function take(c: AppContext): Promise<Response> {
  const answered = requestOpened();
  try {
    const receivedAt = Date.now();
    const credential = await requireKeyOfPath(c);
    const { bytes, byteSize } = await readBytes(c);
    await limitInput(c, credential.rules, "client_requests");
    const answer = await alias({
      credential,
      approach: approachOf(c, { keyOnly: credential.allowKeyOnly }),
      // The key is in the address; what is kept of the request need not repeat it.
      path: "/v1/identity/:key/Alias",
      receivedAt,
      body: bytes,
      byteSize,
    });
    switch (answer.status) {
      case "accepted":
        return c.body(null, 202);
      case "bad_request":
        return c.json({ code: "BAD_REQUEST", message: answer.message }, 400);
      case "forbidden":
        return c.json({ code: "FORBIDDEN", message: answer.message }, 403);
    }
  } catch (error) {
    if (!isCodedError(error)) throw error;
    if (error.code === "invalid_input") return c.json({ code: "BAD_REQUEST", message: error.message }, 400);
    if (error.code === "unauthenticated") return c.json({ code: "UNAUTHORIZED", message: error.message }, 401);
    throw error;
  } finally {
    answered();
  }
}

/**
 * The input of the key in the path: alone where the input allows that, else with its secret as Basic credentials.
 * Throws `unauthenticated`, the same whatever is wrong. A feed is told so by the verb: it has no aliases.
 */
async function requireKeyOfPath(c: AppContext): Promise<Credential> {
  const key = c.req.param("key") ?? "";
  const kept = await findInput(key);
  // It may be allowed since the settings were kept: nobody is refused by old ones.
  const found = kept && !kept.allowKeyOnly ? await refreshInput(key) : kept;
  const allowed =
    found?.rules.enabled &&
    (found.allowKeyOnly || found.rules.isFeed || (await requireInput(c).catch(unlessWrong))?.key === key);
  if (!found || !allowed)
    throw new CodedError("unauthenticated", "The key is not enough, or not that of an active input.");
  return found;
}

/** Wrong credentials are none; anything else is an error. */
function unlessWrong(error: unknown): null {
  if (isCodedError(error) && (error.code === "unauthenticated" || error.code === "forbidden")) return null;
  throw error;
}
