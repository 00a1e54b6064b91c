import type { Context, WorkspaceRef } from "../access/context";
import { requireWorkspace } from "../access/require-permission";

/** Workspaces that the reader sees and that share the identity scope of this one. Throws `not_found`. */
export function siblingsOf(ctx: Context, workspaceId: number): { workspace: WorkspaceRef; siblings: number[] } {
  const workspace = requireWorkspace(ctx, workspaceId);
  const siblings = ctx.workspaces.filter((one) => one.identityScopeId === workspace.identityScopeId);
  return { workspace, siblings: siblings.map((one) => one.id) };
}
