import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { CodedError } from "../errors";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";

export const deleteDeviceSchema = z.object({ id: z.number().int().positive() });

/** Forgets a saved device of the account. Throws `not_found`. */
export async function deleteDevice(ctx: Context, input: z.infer<typeof deleteDeviceSchema>): Promise<void> {
  requirePermission(ctx, "live_stream.view");
  const { id } = parseInput(deleteDeviceSchema, input);
  await prisma().$transaction(async (tx) => {
    const known = await tx.savedDevice.findFirst({ where: { id, accountId: ctx.accountId } });
    if (!known) throw new CodedError("not_found", "There is no such saved device.");
    await tx.savedDevice.delete({ where: { id } });
    await writeAudit(tx, ctx, {
      action: "live_stream.device.delete",
      targetType: "saved_device",
      targetId: id,
      targetName: known.name,
      before: { name: known.name },
    });
  });
}
