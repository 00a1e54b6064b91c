import type { Context } from "../access/context";
import { CodedError } from "../errors";
import type { IdentityScope, Prisma } from "../generated/prisma/client";

/**
 * The row of an identity scope that the reader's account has a workspace in. Throws `not_found`: a foreign id answers
 * like a missing one.
 */
export async function ownScope(tx: Prisma.TransactionClient, ctx: Context, scopeId: number): Promise<IdentityScope> {
  const row = ctx.workspaces.some(({ identityScopeId }) => identityScopeId === scopeId)
    ? await tx.identityScope.findUnique({ where: { id: scopeId } })
    : null;
  if (!row) throw new CodedError("not_found", "There is no such identity scope.");
  return row;
}

/** The same row, locked until the transaction ends, so that before and after of a change are what they say. */
export async function lockOwnScope(
  tx: Prisma.TransactionClient,
  ctx: Context,
  scopeId: number,
): Promise<IdentityScope> {
  await tx.$queryRaw`SELECT FROM identity_scope WHERE id = ${scopeId} FOR NO KEY UPDATE`;
  return await ownScope(tx, ctx, scopeId);
}
