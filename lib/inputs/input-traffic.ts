import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { query } from "../db";
import { prisma } from "../prisma";
import { ownInput } from "./own-input";
import { firstTrafficHour, type HourCounts, type Traffic, trafficOf } from "./traffic";

/** A week of what one input sent. Throws `not_found`. */
export async function inputTraffic(ctx: Context, { inputId }: { readonly inputId: number }): Promise<Traffic> {
  requirePermission(ctx, "inputs.view");
  await ownInput(prisma(), ctx, inputId);
  const now = Date.now();
  const hours = await query<HourCounts>(
    `SELECT hour, batches, events, dropped, not_associated, duplicate, rejected, blocked
     FROM input_hour WHERE input_id = $1 AND hour >= $2`,
    [inputId, firstTrafficHour(now)],
    "input-traffic",
  );
  return trafficOf(hours, now);
}
