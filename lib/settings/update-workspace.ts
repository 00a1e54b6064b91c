import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { timeZoneName, workspaceName } from "./names";
import { requireFreeName } from "./require-free-name";
import { WORKSPACE_WITH_SCOPE, type WorkspaceView, workspaceView } from "./workspace-view";

export const updateWorkspaceSchema = z.object({
  workspaceId: z.number().int(),
  name: workspaceName,
  timeZone: timeZoneName,
});
export type UpdateWorkspaceInput = z.input<typeof updateWorkspaceSchema>;

/** Name and time zone: how a workspace is shown, nothing that decides a batch. Throws `conflict` for a name in use. */
export async function updateWorkspace(ctx: Context, input: UpdateWorkspaceInput): Promise<WorkspaceView> {
  requirePermission(ctx, "identity_settings.edit");
  const { workspaceId, name, timeZone } = parseInput(updateWorkspaceSchema, input);
  requireWorkspace(ctx, workspaceId);
  return await prisma().$transaction(async (tx) => {
    await requireFreeName(tx, ctx.accountId, name, workspaceId);
    const before = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    const after = await tx.workspace.update({
      where: { id: workspaceId },
      data: { name, timeZone },
      include: WORKSPACE_WITH_SCOPE,
    });
    await writeAudit(tx, ctx, {
      action: "workspace.update",
      targetType: "workspace",
      targetId: workspaceId,
      targetName: name,
      workspaceId,
      before: { name: before.name, timeZone: before.timeZone },
      after: { name, timeZone },
    });
    return workspaceView(after);
  });
}
