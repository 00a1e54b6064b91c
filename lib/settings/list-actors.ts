import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { prisma } from "../prisma";

export type Actor = { readonly id: number; readonly name: string };

/** Everybody of the account who may stand in its audit, by name: for its filters. */
export async function listActors(ctx: Context): Promise<Actor[]> {
  requirePermission(ctx, "audit_configuration.view");
  const rows = await prisma().membership.findMany({
    where: { accountId: ctx.accountId },
    select: { member: { select: { id: true, name: true } } },
  });
  return rows.map(({ member }) => member).sort((a, b) => a.name.localeCompare(b.name, "en") || a.id - b.id);
}
