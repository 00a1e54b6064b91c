import { Hono } from "hono";
import { issueToken, type TokenResult } from "@/lib/access/issue-token";
import { parseJson } from "@/lib/batch";
import { isCodedError } from "@/lib/errors";
import { readBody } from "../http/body";
import type { AppContext, AppEnv } from "../http/types";

/** Tokens for the Profile API; https://docs.mparticle.com/developers/apis/profile-api. Errors as RFC 6749 has them. */
export const oauth = new Hono<AppEnv>();

/** Bytes of a token request. */
const BODY_LIMIT = 8 * 1024;

const STATUS = {
  invalid_request: 400,
  unsupported_grant_type: 400,
  invalid_target: 403,
  access_denied: 401,
} as const satisfies Record<Extract<TokenResult, { ok: false }>["error"], number>;

oauth.post("/oauth/token", async (c) => {
  const result = await issueToken(await bodyOf(c), c.get("clientAddress"), Date.now());
  c.header("cache-control", "no-store");
  if (!result.ok) return c.json({ error: result.error, error_description: result.description }, STATUS[result.error]);
  return c.json({ access_token: result.accessToken, expires_in: result.expiresInSeconds, token_type: "Bearer" });
});

/** Null for a body that is no JSON: then every field is missing. */
async function bodyOf(c: AppContext): Promise<unknown> {
  const bytes = await readBody(c, BODY_LIMIT);
  try {
    return parseJson(bytes);
  } catch (error) {
    if (isCodedError(error) && error.code === "invalid_input") return null;
    throw error;
  }
}
