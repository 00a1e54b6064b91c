import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { CodedError } from "../errors";
import { PROTECTION_LEVELS } from "../explain/decision";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { bumpRules } from "./bump-rules";
import { type InputView, inputView } from "./input-view";
import { kindOf } from "./kinds";
import { changeReason } from "./names";
import { lockOwnInput } from "./own-input";

export const updateProtectionSchema = z.object({
  inputId: z.number().int(),
  protectionLevel: z.enum(PROTECTION_LEVELS),
  reason: changeReason.optional(),
});
export type UpdateProtectionInput = z.input<typeof updateProtectionSchema>;

/**
 * What a feed may do to profiles, from the next batch received on; nothing is replayed. Audited with before, after
 * and reason. Throws `not_found`, and `invalid_input` for a platform, which has no level.
 * https://docs.mparticle.com/guides/platform-guide/input-protection
 */
export async function updateProtection(ctx: Context, input: UpdateProtectionInput): Promise<InputView> {
  requirePermission(ctx, "feed_protection.edit");
  const { inputId, protectionLevel, reason } = parseInput(updateProtectionSchema, input);
  return await prisma().$transaction(async (tx) => {
    const before = await lockOwnInput(tx, ctx, inputId);
    if (kindOf(before.kind).group === "platform") {
      throw new CodedError("invalid_input", "Platforms always create and update.", { field: "protectionLevel" });
    }
    if (before.protectionLevel === protectionLevel) return inputView(before);
    const after = await tx.input.update({ where: { id: inputId }, data: { protectionLevel } });
    await bumpRules(tx, { inputId });
    await writeAudit(tx, ctx, {
      action: "input.protection.update",
      targetType: "input",
      targetId: inputId,
      targetName: before.name,
      workspaceId: before.workspaceId,
      before: { protectionLevel: before.protectionLevel },
      after: { protectionLevel },
      reason,
    });
    return inputView(after);
  });
}
