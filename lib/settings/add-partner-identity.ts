import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { CodedError } from "../errors";
import { bumpRules } from "../inputs/bump-rules";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";

/** Of an account. Ours. */
export const PARTNER_IDENTITY_LIMIT = 100;

export const addPartnerIdentitySchema = z.object({
  /** As batches will name it, to the letter: the partner, an underscore, the identity. */
  name: z
    .string()
    .trim()
    .max(100, "it is longer than 100 characters")
    .regex(/^[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+$/, "it must look like Partner_IdentityName, of letters and digits"),
  /** As partner feeds name theirs. */
  partner: z
    .string()
    .trim()
    .min(1, "it is empty")
    .max(120, "it is longer than 120 characters")
    .regex(/^\P{Cc}*$/u, "it holds a control character"),
});
export type AddPartnerIdentityInput = z.input<typeof addPartnerIdentitySchema>;

/**
 * Registers a partner identity, from the next batch received on. https://docs.mparticle.com/guides/platform-guide/users
 * Throws `conflict` for one that differs from another in capitals only, and beyond the limit.
 */
export async function addPartnerIdentity(ctx: Context, input: AddPartnerIdentityInput): Promise<void> {
  requirePermission(ctx, "identity_settings.edit");
  const { name, partner } = parseInput(addPartnerIdentitySchema, input);
  const { accountId } = ctx;
  await prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM account WHERE id = ${accountId} FOR NO KEY UPDATE`;
    const known = await tx.partnerIdentity.findMany({ where: { accountId } });
    if (known.some((one) => one.name.toLowerCase() === name.toLowerCase())) {
      throw new CodedError("conflict", "There is such a partner identity already.", { field: "name" });
    }
    if (known.length >= PARTNER_IDENTITY_LIMIT) {
      throw new CodedError("conflict", `An account has at most ${PARTNER_IDENTITY_LIMIT} partner identities.`);
    }
    await tx.partnerIdentity.create({ data: { accountId, name, partner, createdAt: BigInt(Date.now()) } });
    await bumpRules(tx, { accountId });
    await writeAudit(tx, ctx, {
      action: "partner_identity.add",
      targetType: "partner_identity",
      targetId: name,
      targetName: name,
      after: { partner },
    });
  });
}
