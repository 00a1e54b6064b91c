import { Hono } from "hono";
import { matchedRoutes } from "hono/route";
import { accountAttributes } from "./api/account-attributes";
import { aliases } from "./api/alias";
import { audit } from "./api/audit";
import { browser } from "./api/browser";
import { events } from "./api/events";
import { health } from "./api/health";
import { identity } from "./api/identity";
import { live } from "./api/live";
import { metrics } from "./api/metrics";
import { oauth } from "./api/oauth";
import { people } from "./api/people";
import { rateLimits } from "./api/rate-limits";
import { reference } from "./api/reference";
import { addressOf } from "./http/client-address";
import { BROWSER_PATHS, cors } from "./http/cors";
import { routes } from "./http/door";
import { errorBody, toResponse } from "./http/errors";
import { keepUsageOf2xx } from "./http/rate-limit";
import { sameOrigin } from "./http/same-origin";
import { COMMON_HEADERS } from "./http/security-headers";
import type { AppEnv } from "./http/types";

/** The machines' door: a thin route file per resource; each calls a verb of lib and maps its answer. */
export function createApp() {
  // Not strict: a trailing slash is tolerated.
  const app = new Hono<AppEnv>({ strict: false });
  app.onError(toResponse);
  app.notFound((c) =>
    c.body(errorBody({ code: "NOT_FOUND", message: "There is no such address." }), 404, {
      "content-type": "application/json",
    }),
  );
  app.use(async (c, next) => {
    const { incoming, outgoing } = c.env;
    c.set("requestId", String(outgoing.getHeader("x-request-id")));
    c.set("clientAddress", addressOf(incoming));
    for (const name in COMMON_HEADERS) outgoing.setHeader(name, COMMON_HEADERS[name] ?? "");
    await next();
    keepUsageOf2xx(c);
    const matched = matchedRoutes(c);
    routes.set(outgoing, matched[matched.length - 1]?.path ?? "unknown");
  });
  for (const path of BROWSER_PATHS) app.use(path, cors);
  app.route("/", health);
  app.route("/", metrics);
  app.route("/", events);
  app.route("/", browser);
  app.route("/", oauth);
  app.route("/", accountAttributes);
  app.route("/", identity);
  app.route("/", aliases);
  app.route("/", reference);
  app.use("/api/*", sameOrigin);
  app.route("/", live);
  app.route("/", people);
  app.route("/", audit);
  app.route("/", rateLimits);
  return app;
}

export type App = ReturnType<typeof createApp>;
