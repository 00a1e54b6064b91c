import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { PROTECTION_LEVELS, type ProtectionLevel } from "../explain/decision";
import { prisma } from "../prisma";
import { ownInput } from "./own-input";

export type ProtectionChange = {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: string;
  /** Null: the feed was created with `after`. */
  readonly before: ProtectionLevel | null;
  readonly after: ProtectionLevel;
  readonly reason: string | null;
};

/** Shown at most. */
const LIMIT = 100;

const side = z.object({ protectionLevel: z.enum(PROTECTION_LEVELS) });

/** Who set the level of a feed, when and why, newest first. Throws `not_found`. */
export async function protectionHistory(
  ctx: Context,
  { inputId }: { readonly inputId: number },
): Promise<ProtectionChange[]> {
  requirePermission(ctx, "feed_protection.view");
  await ownInput(prisma(), ctx, inputId);
  const rows = await prisma().auditLog.findMany({
    where: {
      accountId: ctx.accountId,
      targetType: "input",
      targetId: String(inputId),
      action: { in: ["input.protection.update", "input.create"] },
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: LIMIT,
  });
  return rows.flatMap((row) => {
    const after = side.safeParse(row.after);
    if (!after.success) return [];
    const before = side.safeParse(row.before);
    return {
      id: String(row.id),
      at: Number(row.at),
      actor: row.actor,
      before: before.success ? before.data.protectionLevel : null,
      after: after.data.protectionLevel,
      reason: row.reason,
    };
  });
}
