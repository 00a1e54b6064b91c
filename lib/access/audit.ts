import { isDeepStrictEqual } from "node:util";
import { Prisma } from "../generated/prisma/client";
import type { Context } from "./context";

/** A change of the configuration, for Settings > Audit. `before` and `after` hold only what the change is about. */
export type AuditEntry = {
  /** What was done, as `input.protection.update`. */
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string | number;
  readonly targetName: string;
  readonly workspaceId?: number;
  readonly before?: Prisma.InputJsonObject;
  readonly after?: Prisma.InputJsonObject;
  readonly reason?: string;
};

/**
 * Writes the audit row in the transaction of the change. No row when `before` and `after` are equal: nothing
 * happened. Never holds a secret or a password.
 */
export async function writeAudit(tx: Prisma.TransactionClient, ctx: Context, entry: AuditEntry): Promise<void> {
  if (entry.before && entry.after && isDeepStrictEqual(entry.before, entry.after)) return;
  await tx.auditLog.create({
    data: {
      at: BigInt(Date.now()),
      accountId: ctx.accountId,
      workspaceId: entry.workspaceId ?? null,
      memberId: ctx.member.id,
      actor: ctx.member.name,
      action: entry.action,
      targetType: entry.targetType,
      targetId: String(entry.targetId),
      targetName: entry.targetName,
      before: entry.before ?? Prisma.DbNull,
      after: entry.after ?? Prisma.DbNull,
      reason: entry.reason ?? null,
    },
  });
}
