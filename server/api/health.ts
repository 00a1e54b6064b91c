import { Hono } from "hono";
import { isDatabaseReachable } from "@/lib/jobs";
import type { AppEnv } from "../http/types";

/** `GET /healthz`: 200 when the database answers, else 503. */
export const health = new Hono<AppEnv>().get("/healthz", async (c) =>
  (await isDatabaseReachable())
    ? c.json({ status: "ok" }, 200, { "cache-control": "no-store" })
    : c.json({ status: "unavailable" }, 503, { "cache-control": "no-store", "retry-after": "1" }),
);
