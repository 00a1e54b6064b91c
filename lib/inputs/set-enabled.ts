import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { bumpRules } from "./bump-rules";
import { type InputView, inputView } from "./input-view";
import { changeReason } from "./names";
import { lockOwnInput } from "./own-input";

export const setEnabledSchema = z.object({
  inputId: z.number().int(),
  enabled: z.boolean(),
  reason: changeReason.optional(),
});
export type SetEnabledInput = z.input<typeof setEnabledSchema>;

/** Lets an input send, or stops it: a disabled one is answered 403 from its next request on. Throws `not_found`. */
export async function setEnabled(ctx: Context, input: SetEnabledInput): Promise<InputView> {
  requirePermission(ctx, "inputs.edit");
  const { inputId, enabled, reason } = parseInput(setEnabledSchema, input);
  return await prisma().$transaction(async (tx) => {
    const before = await lockOwnInput(tx, ctx, inputId);
    if (before.enabled === enabled) return inputView(before);
    const after = await tx.input.update({ where: { id: inputId }, data: { enabled } });
    await bumpRules(tx, { inputId });
    await writeAudit(tx, ctx, {
      action: enabled ? "input.enable" : "input.disable",
      targetType: "input",
      targetId: inputId,
      targetName: before.name,
      workspaceId: before.workspaceId,
      before: { enabled: before.enabled },
      after: { enabled },
      reason,
    });
    return inputView(after);
  });
}
