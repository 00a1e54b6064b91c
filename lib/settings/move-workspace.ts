import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { CodedError } from "../errors";
import { bumpRules } from "../inputs/bump-rules";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { createIdentityScope } from "./create-organization";
import { type MoveObstacle, moveObstacles } from "./move-obstacles";
import { changeReason } from "./names";
import { ownScope } from "./own-scope";

export const moveWorkspaceSchema = z.object({
  workspaceId: z.number().int(),
  /** A scope of the account's other workspaces; null makes a scope of its own, with the default settings. */
  identityScopeId: z.number().int().nullable(),
  reason: changeReason.optional(),
});
export type MoveWorkspaceInput = z.input<typeof moveWorkspaceSchema>;

const REFUSALS: Readonly<Record<MoveObstacle, string>> = {
  profiles: "It holds people already, who belong to the scope that it is in.",
  inputs: "Disable its inputs first, so that nobody comes in between.",
};

/**
 * Puts a workspace that nobody has come to yet into another identity scope. Throws `not_found` for a workspace or a
 * scope of somebody else, `conflict` while something stands in the way.
 */
export async function moveWorkspace(ctx: Context, input: MoveWorkspaceInput): Promise<void> {
  requirePermission(ctx, "identity_settings.edit");
  const { workspaceId, identityScopeId, reason } = parseInput(moveWorkspaceSchema, input);
  const { name } = requireWorkspace(ctx, workspaceId);
  await prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM workspace WHERE id = ${workspaceId} FOR NO KEY UPDATE`;
    const before = await tx.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      include: { identityScope: true },
    });
    const wanted = identityScopeId === null ? null : await ownScope(tx, ctx, identityScopeId);
    if (wanted?.id === before.identityScopeId) return;
    const [obstacle] = await moveObstacles(tx, workspaceId);
    if (obstacle) throw new CodedError("conflict", REFUSALS[obstacle]);
    const scopeId = wanted?.id ?? (await createIdentityScope(tx, { orgId: ctx.orgId, name, now: Date.now() }));
    await tx.workspace.update({ where: { id: workspaceId }, data: { identityScopeId: scopeId } });
    await bumpRules(tx, { workspaceId });
    await writeAudit(tx, ctx, {
      action: "identity.scope.move",
      targetType: "workspace",
      targetId: workspaceId,
      targetName: name,
      workspaceId,
      before: { identityScope: before.identityScope.name, identityScopeId: before.identityScopeId },
      after: { identityScope: wanted?.name ?? name, identityScopeId: scopeId },
      reason,
    });
  });
}
