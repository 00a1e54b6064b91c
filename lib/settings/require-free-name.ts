import { CodedError } from "../errors";
import type { Prisma } from "../generated/prisma/client";

/**
 * No two workspaces of an account go by one name. Locks the account, so that simultaneous changes wait for each
 * other. Throws `conflict`.
 */
export async function requireFreeName(
  tx: Prisma.TransactionClient,
  accountId: number,
  name: string,
  exceptId?: number,
): Promise<void> {
  await tx.$queryRaw`SELECT FROM account WHERE id = ${accountId} FOR UPDATE`;
  const workspaces = await tx.workspace.findMany({ where: { accountId }, select: { id: true, name: true } });
  const folded = name.toLowerCase();
  if (workspaces.some((one) => one.id !== exceptId && one.name.toLowerCase() === folded)) {
    throw new CodedError("conflict", "Another workspace has this name already.", { field: "name" });
  }
}
