import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { env } from "@/lib/env";
import type { App } from "../app";
import { fromTrustedProxy } from "./client-address";
import { log } from "./log";
import { requestSeconds } from "./metrics";
import type { ConsoleProxy } from "./proxy";
import { answerRestarting } from "./proxy";
import { loggedPath } from "./redact";

/** What this door answers itself; next-auth's addresses are the console's. */
const OWN = /^\/(?:v[123]|identity|webevents|tags|JS|userprofile|oauth|api|docs\/api|healthz|metrics)(?=[/?]|$)/;
const CONSOLES_OWN = /^\/api\/auth(?=[/?]|$)/;

export function isMachinePath(url: string): boolean {
  return OWN.test(url) && !CONSOLES_OWN.test(url);
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Where a page asked for under another name lives; null when the name is right. Names of this very machine are led
 * to the right one; any other is refused, since a page under a foreign name is somebody's trick (DNS rebinding) or a
 * proxy that must be told to pass the Host header on.
 */
export function rightPlace(host: string | undefined, url: string, publicUrl: URL): string | "refused" | null {
  if (host === publicUrl.host) return null;
  const asked = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : null;
  const bothLoopback = asked && LOOPBACK.has(asked.hostname) && LOOPBACK.has(publicUrl.hostname);
  return bothLoopback ? `${publicUrl.origin}${url}` : "refused";
}

function hostOf(request: IncomingMessage): string | undefined {
  const forwarded = request.headers["x-forwarded-host"];
  if (typeof forwarded === "string" && fromTrustedProxy(request)) return forwarded.split(",")[0]?.trim();
  return request.headers.host;
}

/** Measures and logs a request when its response is over. `route` is a pattern, never a path. */
function observe(request: IncomingMessage, response: ServerResponse, requestId: string, route: () => string): void {
  const started = performance.now();
  response.once("close", () => {
    const ms = performance.now() - started;
    const status = response.writableFinished ? response.statusCode : 499;
    const method = request.method ?? "GET";
    requestSeconds.observe({ route: route(), method, status: String(status) }, ms / 1000);
    // A machine's success is counted, not told: thousands come each second.
    const level = status >= 500 ? "warn" : status >= 400 || !isMachinePath(request.url ?? "") ? "info" : "debug";
    if (request.url?.startsWith("/_next/") || !log().isLevelEnabled(level)) return;
    log()[level]({ requestId, method, path: loggedPath(request.url ?? "/"), status, ms: Math.round(ms) }, "request");
  });
}

/** Routes of requests under way, by their response: Hono knows the pattern, the observer needs it at the end. */
export const routes = new WeakMap<ServerResponse, string>();

const series = randomBytes(4).toString("hex");
let requests = 0;

/** One that no other request of any copy has, as 16 hex digits; it is no secret. */
function newRequestId(): string {
  requests = (requests + 1) >>> 0;
  return series + requests.toString(16).padStart(8, "0");
}

/**
 * The listener of the one port: machines' paths go to the app, everything else to the console. Without a console
 * (`proxy` null) its paths answer 503.
 */
export function doorListener(app: App, proxy: ConsoleProxy | null): RequestListener {
  const machines = getRequestListener(app.fetch, { overrideGlobalObjects: false, autoCleanupIncoming: false });
  const publicUrl = new URL(env().PUBLIC_URL);
  return (request, response) => {
    const requestId = newRequestId();
    response.setHeader("x-request-id", requestId);
    const url = request.url ?? "/";
    if (isMachinePath(url)) {
      observe(request, response, requestId, () => routes.get(response) ?? "unknown");
      void machines(request, response);
      return;
    }
    observe(request, response, requestId, () => "console");
    const place = rightPlace(hostOf(request), url, publicUrl);
    if (place === null && proxy) proxy.web(request, response, requestId);
    else if (place === null) answerRestarting(response);
    else if (place === "refused" || request.method !== "GET") refuseHost(response, publicUrl);
    else response.writeHead(307, { location: place }).end();
  };
}

function refuseHost(response: ServerResponse, publicUrl: URL): void {
  response.writeHead(421, { "content-type": "text/plain; charset=utf-8" });
  response.end(
    `The console lives at ${publicUrl.origin} (PUBLIC_URL). A proxy in front must pass the Host header on, or be listed in TRUSTED_PROXIES.\n`,
  );
}
