import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { CodedError } from "../errors";
import { bumpRules } from "../inputs/bump-rules";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";

export const removePartnerIdentitySchema = z.object({ name: z.string().min(1).max(100) });
export type RemovePartnerIdentityInput = z.input<typeof removePartnerIdentitySchema>;

/**
 * Takes a partner identity off the list, from the next batch received on. Values that profiles hold stay; new ones
 * are left out with a warning. Throws `not_found`.
 */
export async function removePartnerIdentity(ctx: Context, input: RemovePartnerIdentityInput): Promise<void> {
  requirePermission(ctx, "identity_settings.edit");
  const { name } = parseInput(removePartnerIdentitySchema, input);
  const { accountId } = ctx;
  await prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM account WHERE id = ${accountId} FOR NO KEY UPDATE`;
    const known = await tx.partnerIdentity.findUnique({ where: { accountId_name: { accountId, name } } });
    if (!known) throw new CodedError("not_found", "There is no such partner identity.");
    await tx.partnerIdentity.delete({ where: { accountId_name: { accountId, name } } });
    await bumpRules(tx, { accountId });
    await writeAudit(tx, ctx, {
      action: "partner_identity.remove",
      targetType: "partner_identity",
      targetId: name,
      targetName: name,
      before: { partner: known.partner },
    });
  });
}
