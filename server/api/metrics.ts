import { createHash, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { env } from "@/lib/env";
import { CodedError } from "@/lib/errors";
import { registry } from "../http/metrics";
import type { AppEnv } from "../http/types";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** `GET /metrics` with METRICS_TOKEN as a bearer token; without that setting there is no such address. */
export const metrics = new Hono<AppEnv>().get("/metrics", async (c) => {
  const token = env().METRICS_TOKEN;
  if (!token) throw new CodedError("not_found", "There is no such address.");
  const given = c.req.header("authorization") ?? "";
  if (!timingSafeEqual(digest(given), digest(`Bearer ${token}`))) {
    throw new CodedError("forbidden", "The metrics need their token.");
  }
  return c.body(await registry.metrics(), 200, { "content-type": registry.contentType });
});
