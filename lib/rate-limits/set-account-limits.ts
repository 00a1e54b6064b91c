import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { changeReason } from "../settings/names";
import { COUNTED_BY } from "./limit";
import { limitsSchema } from "./limits-schema";
import { replaceLimits } from "./replace-limits";

export const setAccountLimitsSchema = z.object({
  limits: limitsSchema(COUNTED_BY.account),
  reason: changeReason.optional(),
});
export type SetAccountLimitsInput = z.input<typeof setAccountLimitsSchema>;

/** How fast all inputs of the account together may send, and its APIs be called; counts for the next request. */
export async function setAccountLimits(ctx: Context, input: SetAccountLimitsInput): Promise<void> {
  requirePermission(ctx, "identity_settings.edit");
  const { limits, reason } = parseInput(setAccountLimitsSchema, input);
  const { accountId } = ctx;
  await prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM account WHERE id = ${accountId} FOR NO KEY UPDATE`;
    await replaceLimits(tx, ctx, {
      owner: "account",
      ownerId: accountId,
      limits,
      rules: { accountId },
      audit: { action: "rate_limits.account.update", targetName: ctx.accountName, reason },
    });
  });
}
