import { Hono } from "hono";
import { rateLimitUse } from "@/lib/rate-limits/rate-limit-use";
import { requireMember } from "../http/require-member";
import type { AppEnv } from "../http/types";

/** How much of their limits the account and its workspaces use now, for Settings > Rate limits. */
export const rateLimits = new Hono<AppEnv>().get("/api/rate-limits", async (c) => {
  const ctx = await requireMember(c);
  return c.json({ uses: await rateLimitUse(ctx) });
});
