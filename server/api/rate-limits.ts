import { Hono } from "hono";
import { z } from "zod";
import { parseInput } from "@/lib/parse-input";
import { rateLimitUse } from "@/lib/rate-limits/rate-limit-use";
import { requireMember } from "../http/require-member";
import type { AppEnv } from "../http/types";

const querySchema = z.object({ ws: z.coerce.number().int().positive().max(2_147_483_647) });

/** How much of their limits the account and its workspaces use now, for Settings > Rate limits. */
export const rateLimits = new Hono<AppEnv>().get("/api/rate-limits", async (c) => {
  const ctx = await requireMember(c);
  const { ws } = parseInput(querySchema, c.req.query());
  return c.json({ uses: await rateLimitUse(ctx, { workspaceId: ws }) });
});
