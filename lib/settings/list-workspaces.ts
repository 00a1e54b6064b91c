import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { prisma } from "../prisma";
import { WORKSPACE_WITH_SCOPE, type WorkspaceView, workspaceView } from "./workspace-view";

/** The workspaces of the account, oldest first. They go by the right to see identity settings. */
export async function listWorkspaces(ctx: Context): Promise<WorkspaceView[]> {
  requirePermission(ctx, "identity_settings.view");
  const rows = await prisma().workspace.findMany({
    where: { accountId: ctx.accountId },
    include: WORKSPACE_WITH_SCOPE,
    orderBy: { id: "asc" },
  });
  return rows.map(workspaceView);
}
