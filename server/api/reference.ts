import { createHash } from "node:crypto";
import { Hono } from "hono";
import { stringifyJson } from "@/lib/batch";
import { env } from "@/lib/env";
import { CodedError } from "@/lib/errors";
import type { AppContext, AppEnv } from "../http/types";

/**
 * The description of this server's HTTP API, and the page that shows it; open to everybody. Loaded when it is first
 * asked for: nothing of it is needed to take a batch.
 */
export const reference = new Hono<AppEnv>();

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Swagger UI sets styles inline.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Asked for again each time, and answered with 304 when it is the same. */
const REVALIDATED = "no-cache";
const FOR_EVER = "public, max-age=31536000, immutable";

reference.get("/docs/api", async (c) => {
  const { pageOf } = await import("../reference");
  return answer(c, await pageOf(), "text/html; charset=utf-8", { "content-security-policy": POLICY });
});

reference.get("/docs/api/openapi.json", async (c) => {
  const { openApiDocument } = await import("../openapi/document");
  document ??= stringifyJson(openApiDocument(env().PUBLIC_URL), 2);
  return answer(c, document, "application/json", {});
});
let document: string | undefined;

reference.get("/docs/api/assets/:version/:name", async (c) => {
  const { assetOf } = await import("../reference");
  const asset = await assetOf(c.req.param("name"));
  if (!asset) throw new CodedError("not_found", "There is no such address.");
  const takesGzip = /\bgzip\b/.test(c.req.header("accept-encoding") ?? "");
  const packed = takesGzip ? asset.gzipped : null;
  return c.body(Uint8Array.from(packed ?? asset.bytes), 200, {
    "content-type": asset.type,
    "cache-control": FOR_EVER,
    vary: "accept-encoding",
    ...(packed ? { "content-encoding": "gzip" } : {}),
  });
});

function answer(c: AppContext, text: string, type: string, more: Record<string, string>): Response {
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
  const headers = { ...more, etag, "cache-control": REVALIDATED };
  if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
  return c.body(text, 200, { ...headers, "content-type": type });
}
