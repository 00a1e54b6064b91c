import { CodedError } from "../errors";
import type { Context, WorkspaceRef } from "./context";
import { can, type Permission } from "./permissions";

/** First line of every verb. Throws `forbidden` naming the permission. */
export function requirePermission(ctx: Context, permission: Permission): void {
  if (!can(ctx.role, permission)) {
    throw new CodedError("forbidden", `Your role (${ctx.role}) lacks the permission ${permission}.`, { permission });
  }
}

/** The workspace, if it is of the reader's account. Throws `not_found`: a foreign id answers like a missing one. */
export function requireWorkspace(ctx: Context, workspaceId: number): WorkspaceRef {
  const workspace = ctx.workspaces.find((w) => w.id === workspaceId);
  if (!workspace) throw new CodedError("not_found", "There is no such workspace.");
  return workspace;
}
