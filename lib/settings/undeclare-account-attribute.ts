import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { LIMITS } from "../batch";
import { CodedError } from "../errors";
import { bumpRules } from "../inputs/bump-rules";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";

export const undeclareAccountAttributeSchema = z.object({ key: z.string().min(1).max(LIMITS.userAttributeName) });
export type UndeclareAccountAttributeInput = z.input<typeof undeclareAccountAttributeSchema>;

/**
 * Makes a key an ordinary one again, from the next batch received on: what each workspace has counts, and batches may
 * write it. The account's values stay stored and count again when the key is declared again. Throws `not_found`.
 */
export async function undeclareAccountAttribute(ctx: Context, input: UndeclareAccountAttributeInput): Promise<void> {
  requirePermission(ctx, "identity_settings.edit");
  const { key } = parseInput(undeclareAccountAttributeSchema, input);
  const { accountId } = ctx;
  await prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM account WHERE id = ${accountId} FOR NO KEY UPDATE`;
    const known = await tx.accountAttribute.findUnique({ where: { accountId_key: { accountId, key } } });
    if (!known) throw new CodedError("not_found", "The attribute is not declared account-level.");
    await tx.accountAttribute.delete({ where: { accountId_key: { accountId, key } } });
    await bumpRules(tx, { accountId });
    await writeAudit(tx, ctx, {
      action: "account_attribute.undeclare",
      targetType: "account_attribute",
      targetId: key,
      targetName: key,
      before: { key, description: known.description },
    });
  });
}
