import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { bumpRules } from "../inputs/bump-rules";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { changeReason } from "./names";

export const setRegulationSchema = z.object({
  workspaceId: z.number().int(),
  regulation: z.enum(["gdpr", "ccpa"]),
  enabled: z.boolean(),
  reason: changeReason.optional(),
});
export type SetRegulationInput = z.input<typeof setRegulationSchema>;

/**
 * Switches a regulation on or off, from the next batch received on. While one is off its consent is ignored; what
 * was stored stays.
 */
export async function setRegulation(ctx: Context, input: SetRegulationInput): Promise<void> {
  requirePermission(ctx, "privacy.edit");
  const { workspaceId, regulation, enabled, reason } = parseInput(setRegulationSchema, input);
  const { name } = requireWorkspace(ctx, workspaceId);
  const column = regulation === "gdpr" ? "gdprEnabled" : "ccpaEnabled";
  await prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM workspace WHERE id = ${workspaceId} FOR NO KEY UPDATE`;
    const before = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    if (before[column] === enabled) return;
    await tx.workspace.update({ where: { id: workspaceId }, data: { [column]: enabled } });
    await bumpRules(tx, { workspaceId });
    await writeAudit(tx, ctx, {
      action: `privacy.${regulation}.${enabled ? "enable" : "disable"}`,
      targetType: "workspace",
      targetId: workspaceId,
      targetName: name,
      workspaceId,
      before: { [column]: !enabled },
      after: { [column]: enabled },
      reason,
    });
  });
}
