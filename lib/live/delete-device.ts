import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { prisma } from "../db";
import { CodedError } from "../errors";

const inputSchema = z.object({ id: z.number().int().positive() });

/** Forgets a saved device of the account. Throws `not_found`. */
export async function deleteDevice(ctx: Context, input: z.infer<typeof inputSchema>): Promise<void> {
  requirePermission(ctx, "live_stream.view");
  const { id } = inputSchema.parse(input);
  const { count } = await prisma().savedDevice.deleteMany({ where: { id, accountId: ctx.accountId } });
  if (count === 0) throw new CodedError("not_found", "There is no such saved device.");
}
