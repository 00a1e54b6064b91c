import type { IncomingMessage } from "node:http";
import { createMiddleware } from "hono/factory";
import { env } from "@/lib/env";
import { CodedError } from "@/lib/errors";
import type { AppEnv } from "./types";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request of the console's own paths comes from its own pages. A browser names its origin or its fetch
 * site; a request that changes something must name one.
 */
export function isSameOrigin(request: Pick<IncomingMessage, "method" | "headers">, origin: string): boolean {
  const { origin: given, "sec-fetch-site": site } = request.headers;
  if (given !== undefined) return given === origin;
  if (site !== undefined) return site === "same-origin" || (site === "none" && SAFE.has(request.method ?? ""));
  return SAFE.has(request.method ?? "");
}

export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (!isSameOrigin(c.env.incoming, env().PUBLIC_URL)) {
    throw new CodedError("forbidden", "This address answers the console's own pages only.");
  }
  await next();
});
