import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { CodedError } from "../errors";
import { bumpRules } from "../inputs/bump-rules";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";

/** Of a workspace. Ours. */
export const PURPOSE_LIMIT = 100;

export const addPurposeSchema = z.object({
  workspaceId: z.number().int(),
  /** As batches will name it, to the letter. */
  purpose: z
    .string()
    .trim()
    .min(1, "it is empty")
    .max(100, "it is longer than 100 characters")
    .regex(/^\P{Cc}*$/u, "it holds a control character"),
});
export type AddPurposeInput = z.input<typeof addPurposeSchema>;

/**
 * A purpose for which consent by GDPR is kept, from the next batch received on. It stays for ever: what people
 * answered must keep its meaning. Throws `conflict` for one that differs from another in capitals only.
 */
export async function addPurpose(ctx: Context, input: AddPurposeInput): Promise<void> {
  requirePermission(ctx, "privacy.edit");
  const { workspaceId, purpose } = parseInput(addPurposeSchema, input);
  const { name } = requireWorkspace(ctx, workspaceId);
  await prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM workspace WHERE id = ${workspaceId} FOR NO KEY UPDATE`;
    const known = await tx.gdprPurpose.findMany({ where: { workspaceId } });
    if (known.some((one) => one.purpose.toLowerCase() === purpose.toLowerCase())) {
      throw new CodedError("conflict", "There is such a purpose already.", { field: "purpose" });
    }
    if (known.length >= PURPOSE_LIMIT) {
      throw new CodedError("conflict", `A workspace has at most ${PURPOSE_LIMIT} purposes.`);
    }
    await tx.gdprPurpose.create({ data: { workspaceId, purpose, createdAt: BigInt(Date.now()) } });
    await bumpRules(tx, { workspaceId });
    await writeAudit(tx, ctx, {
      action: "privacy.purpose.add",
      targetType: "workspace",
      targetId: workspaceId,
      targetName: name,
      workspaceId,
      after: { purpose },
    });
  });
}
