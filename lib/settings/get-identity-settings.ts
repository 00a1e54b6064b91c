import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import type { IdentitySettings } from "../identity/settings";
import { prisma } from "../prisma";
import { plainSettings } from "./identity-settings";
import { type MoveObstacle, moveObstacles } from "./move-obstacles";
import { ownScope } from "./own-scope";

export type IdentitySettingsView = {
  readonly scopeId: number;
  readonly scopeName: string;
  readonly settings: IdentitySettings;
  /** The account's workspaces that share the scope, by id. */
  readonly workspaces: readonly { readonly id: number; readonly name: string }[];
  /** How many workspaces of other accounts share it. */
  readonly foreignWorkspaces: number;
  /** The account's other scopes, by the names of their workspaces. */
  readonly otherScopes: readonly { readonly id: number; readonly workspaces: readonly string[] }[];
  /** Why the workspace can't move to another scope; empty: it can. */
  readonly moveObstacles: readonly MoveObstacle[];
};

/** By which rules a workspace's people are recognised, and who shares them. */
export async function getIdentitySettings(
  ctx: Context,
  { workspaceId }: { readonly workspaceId: number },
): Promise<IdentitySettingsView> {
  requirePermission(ctx, "identity_settings.view");
  const { identityScopeId: scopeId } = requireWorkspace(ctx, workspaceId);
  const [row, sharing, obstacles] = await Promise.all([
    ownScope(prisma(), ctx, scopeId),
    prisma().workspace.count({ where: { identityScopeId: scopeId } }),
    moveObstacles(prisma(), workspaceId),
  ]);
  const workspaces = ctx.workspaces.filter(({ identityScopeId }) => identityScopeId === scopeId);
  return {
    scopeId,
    scopeName: row.name,
    settings: plainSettings(row),
    workspaces: workspaces.map(({ id, name }) => ({ id, name })),
    foreignWorkspaces: sharing - workspaces.length,
    otherScopes: scopesOf(ctx.workspaces).filter(({ id }) => id !== scopeId),
    moveObstacles: obstacles,
  };
}

function scopesOf(all: Context["workspaces"]) {
  const names = new Map<number, string[]>();
  for (const { identityScopeId, name } of all) {
    names.set(identityScopeId, [...(names.get(identityScopeId) ?? []), name]);
  }
  return [...names].map(([id, workspaces]) => ({ id, workspaces }));
}
