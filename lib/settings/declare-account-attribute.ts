import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { attributeKey, LIMITS } from "../batch";
import { isStorable } from "../batch/text";
import { CodedError } from "../errors";
import { bumpRules } from "../inputs/bump-rules";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";

/** Of an account. Ours: every input's rules hold the list. */
export const ACCOUNT_ATTRIBUTE_LIMIT = 100;

const oneLine = /^\P{Cc}*$/u;

export const declareAccountAttributeSchema = z.object({
  /** By the rules of user attributes: to the letter, but reserved keys in any case. */
  key: z
    .string()
    .trim()
    .min(1, "it is empty")
    .max(LIMITS.userAttributeName, `it is longer than ${LIMITS.userAttributeName} characters`)
    .regex(oneLine, "it holds a control character")
    .refine((key) => isStorable(key), "it holds half a character")
    .refine((key) => key !== "__proto__", "the name is not allowed")
    .transform(attributeKey),
  description: z
    .string()
    .trim()
    .max(300, "it is longer than 300 characters")
    .regex(oneLine, "it holds a control character")
    .default(""),
});
export type DeclareAccountAttributeInput = z.input<typeof declareAccountAttributeSchema>;

/**
 * Declares a key account-level, from the next batch received on; ours. While a person has a value for it, set by an
 * admin or by `PUT`, no batch writes or deletes the key. Values from an earlier declaration count again. Throws
 * `conflict` for a key that is declared, and beyond the limit.
 */
export async function declareAccountAttribute(ctx: Context, input: DeclareAccountAttributeInput): Promise<void> {
  requirePermission(ctx, "identity_settings.edit");
  const { key, description } = parseInput(declareAccountAttributeSchema, input);
  const { accountId } = ctx;
  await prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM account WHERE id = ${accountId} FOR NO KEY UPDATE`;
    const known = await tx.accountAttribute.findMany({ where: { accountId }, select: { key: true } });
    if (known.some((one) => one.key === key)) {
      throw new CodedError("conflict", "The attribute is declared account-level already.", { field: "key" });
    }
    if (known.length >= ACCOUNT_ATTRIBUTE_LIMIT) {
      throw new CodedError("conflict", `An account declares at most ${ACCOUNT_ATTRIBUTE_LIMIT} attributes.`);
    }
    await tx.accountAttribute.create({ data: { accountId, key, description, createdAt: BigInt(Date.now()) } });
    await bumpRules(tx, { accountId });
    await writeAudit(tx, ctx, {
      action: "account_attribute.declare",
      targetType: "account_attribute",
      targetId: key,
      targetName: key,
      after: { key, description },
    });
  });
}
