import type { Context } from "../access/context";
import { CodedError } from "../errors";
import type { Input, Prisma } from "../generated/prisma/client";

/** The row, if it is of the reader's account. Throws `not_found`: a foreign id answers like a missing one. */
export async function ownInput(tx: Prisma.TransactionClient, ctx: Context, inputId: number): Promise<Input> {
  const row = await tx.input.findUnique({ where: { id: inputId } });
  if (!row || !ctx.workspaces.some(({ id }) => id === row.workspaceId)) {
    throw new CodedError("not_found", "There is no such input.");
  }
  return row;
}

/** The same row, locked until the transaction ends, so that before and after of a change are what they say. */
export async function lockOwnInput(tx: Prisma.TransactionClient, ctx: Context, inputId: number): Promise<Input> {
  await tx.$queryRaw`SELECT FROM input WHERE id = ${inputId} FOR UPDATE`;
  return await ownInput(tx, ctx, inputId);
}
