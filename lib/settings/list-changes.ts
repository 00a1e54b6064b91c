import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import type { AuditLog, Prisma } from "../generated/prisma/client";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { type AuditPage, pageFields, pageOf, periodWhere, readCursor } from "./audit-page";

export const changesSchema = z.object({
  ...pageFields,
  memberId: z.number().int().optional(),
  /** An action or the beginning of one: "input" or "input.protection.update". */
  action: z.string().max(100).optional(),
  workspaceId: z.number().int().optional(),
  /** Part of the name of what was changed, or its whole id. */
  target: z.string().trim().max(200).optional(),
});
export type ChangesInput = z.input<typeof changesSchema>;

export type Change = {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string;
  readonly targetName: string;
  readonly workspaceId: number | null;
  /** What the change was about; null: there was nothing before, or is nothing after. */
  readonly before: Prisma.JsonValue;
  readonly after: Prisma.JsonValue;
  readonly reason: string | null;
};

/** Changes of the account's configuration, newest first. */
export async function listChanges(ctx: Context, input: ChangesInput): Promise<AuditPage<Change>> {
  requirePermission(ctx, "audit_configuration.view");
  const asked = parseInput(changesSchema, input);
  const rows = await prisma().auditLog.findMany({
    where: { AND: [{ accountId: ctx.accountId }, ...conditions(asked)] },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: asked.limit + 1,
  });
  return pageOf(rows.map(change), asked.limit, ({ at, id }) => `${at}_${id}`);
}

function conditions(asked: z.output<typeof changesSchema>): Prisma.AuditLogWhereInput[] {
  const { from, to, cursor, memberId, action, workspaceId, target } = asked;
  const and: Prisma.AuditLogWhereInput[] = [{ at: periodWhere(from, to), memberId, workspaceId }];
  if (action) and.push({ OR: [{ action }, { action: { startsWith: `${action}.` } }] });
  // A pattern's own signs are only signs here.
  const part = target?.replaceAll(/[\\%_]/g, "\\$&");
  if (part) and.push({ OR: [{ targetName: { contains: part, mode: "insensitive" } }, { targetId: target }] });
  if (cursor) {
    const [at, id] = readCursor(cursor, 2);
    and.push({ at: { lte: at } }, { OR: [{ at: { lt: at } }, { id: { lt: id } }] });
  }
  return and;
}

function change(row: AuditLog): Change {
  const { id, at, actor, action, targetType, targetId, targetName, workspaceId, before, after, reason } = row;
  return {
    id: String(id),
    at: Number(at),
    actor,
    action,
    targetType,
    targetId,
    targetName,
    workspaceId,
    before,
    after,
    reason,
  };
}
