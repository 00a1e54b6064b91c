import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { changeReason } from "../settings/names";
import { COUNTED_BY } from "./limit";
import { limitsSchema } from "./limits-schema";
import { replaceLimits } from "./replace-limits";

export const setWorkspaceLimitsSchema = z.object({
  workspaceId: z.number().int(),
  limits: limitsSchema(COUNTED_BY.workspace),
  reason: changeReason.optional(),
});
export type SetWorkspaceLimitsInput = z.input<typeof setWorkspaceLimitsSchema>;

/** How fast the inputs of a workspace together may send; counts for the next request. Throws `not_found`. */
export async function setWorkspaceLimits(ctx: Context, input: SetWorkspaceLimitsInput): Promise<void> {
  requirePermission(ctx, "identity_settings.edit");
  const { workspaceId, limits, reason } = parseInput(setWorkspaceLimitsSchema, input);
  const { name } = requireWorkspace(ctx, workspaceId);
  await prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM workspace WHERE id = ${workspaceId} FOR NO KEY UPDATE`;
    await replaceLimits(tx, ctx, {
      owner: "workspace",
      ownerId: workspaceId,
      limits,
      rules: { workspaceId },
      audit: { action: "rate_limits.workspace.update", targetName: name, workspaceId, reason },
    });
  });
}
