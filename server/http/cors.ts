import { createMiddleware } from "hono/factory";
import { CodedError } from "@/lib/errors";
import { allowsOrigin } from "@/lib/inputs/admits";
import { findInput, refreshInput } from "@/lib/inputs/find-input";
import { parseBasicAuth } from "./basic-auth";
import type { AppContext, AppEnv } from "./types";

/** The host of each API by its own name, and the paths below one host: `/webevents`, `/identity`, `/tags`. */
const families = (prefix: string, paths: readonly string[]) => paths.flatMap((path) => [path, `${prefix}${path}`]);

/** Every path that a browser SDK asks from pages of other origins. https://docs.mparticle.com/developers/sdk/web */
export const BROWSER_PATHS: readonly string[] = [
  ...families("/webevents", [
    "/v1/JS/:key/*",
    "/v2/JS/:key/*",
    "/v3/JS/:key/*",
    "/v1/identity/:key/Alias",
    "/v1/:key/audience",
  ]),
  ...families("/identity", ["/v1/identify", "/v1/login", "/v1/logout", "/v1/search", "/v1/:mpid/modify"]),
  ...families("/tags", ["/JS/v2/:key/config"]),
];

/** How long a browser may keep the answer to a preflight, seconds; browsers cap it themselves. */
const PREFLIGHT_SECONDS = "7200";

/**
 * Lets pages of other origins in, never with credentials. An input with a list of allowed origins takes requests from
 * those only: any other is refused before its route. A preflight without a key in its address can't know the input, so
 * the request itself is what is refused.
 */
export const cors = createMiddleware<AppEnv>(async (c, next) => {
  const { incoming, outgoing } = c.env;
  const { origin } = incoming.headers;
  if (origin === undefined) return await next();
  outgoing.setHeader("vary", "origin");
  const allowed = await allowedOrigin(keyOf(c), origin);
  if (allowed === null) throw new CodedError("forbidden", "This input takes no requests from pages of this origin.");
  outgoing.setHeader("access-control-allow-origin", allowed);
  outgoing.setHeader("access-control-expose-headers", "x-mp-max-age");
  if (incoming.method !== "OPTIONS") return await next();
  return c.body(null, 204, {
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "content-type, x-mp-key, accept",
    "access-control-max-age": PREFLIGHT_SECONDS,
  });
});

/** What the answer says: the origin where the input lists some, else any; null when it is not among them. */
async function allowedOrigin(key: string | undefined, origin: string): Promise<string | null> {
  if (key === undefined) return "*";
  const known = await findInput(key);
  // A list may have grown since it was kept: nobody is refused by an old one.
  const input = known && !allowsOrigin(known, origin) ? await refreshInput(key) : known;
  if (!input || input.allowedOrigins.length === 0) return "*";
  return allowsOrigin(input, origin) ? origin : null;
}

function keyOf(c: AppContext): string | undefined {
  const { authorization, "x-mp-key": header } = c.env.incoming.headers;
  return c.req.param("key") ?? (typeof header === "string" ? header : undefined) ?? parseBasicAuth(authorization)?.user;
}
