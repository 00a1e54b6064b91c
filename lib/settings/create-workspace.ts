import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { CodedError } from "../errors";
import type { Prisma } from "../generated/prisma/client";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { createWorkspaceRows } from "./create-organization";
import { timeZoneName, workspaceName } from "./names";
import { requireFreeName } from "./require-free-name";
import { WORKSPACE_WITH_SCOPE, type WorkspaceView, workspaceView } from "./workspace-view";

/** Of an account. https://docs.mparticle.com/guides/default-service-limits */
export const WORKSPACE_LIMIT = 50;

export const createWorkspaceSchema = z.object({
  name: workspaceName,
  timeZone: timeZoneName,
  /** Whose people it shares: a scope of the account's other workspaces; null makes a scope of its own. */
  identityScopeId: z.number().int().nullable(),
});
export type CreateWorkspaceInput = z.input<typeof createWorkspaceSchema>;

/**
 * A new workspace, in a scope of its own or with the people of others: `moveWorkspace` changes that until somebody has
 * come. Throws `conflict` for a name in use and beyond the limit, `not_found` for a
 * scope of somebody else.
 */
export async function createWorkspace(ctx: Context, input: CreateWorkspaceInput): Promise<WorkspaceView> {
  requirePermission(ctx, "identity_settings.edit");
  const { name, timeZone, identityScopeId } = parseInput(createWorkspaceSchema, input);
  return await prisma().$transaction(async (tx) => {
    await requireFreeName(tx, ctx.accountId, name);
    const siblings = await tx.workspace.findMany({ where: { accountId: ctx.accountId } });
    if (siblings.length >= WORKSPACE_LIMIT) {
      throw new CodedError("conflict", `An account has at most ${WORKSPACE_LIMIT} workspaces.`);
    }
    if (identityScopeId !== null && !siblings.some((one) => one.identityScopeId === identityScopeId)) {
      throw new CodedError("not_found", "There is no such identity scope.");
    }
    const { workspaceId } = await createWorkspaceRows(tx, {
      orgId: ctx.orgId,
      accountId: ctx.accountId,
      name,
      timeZone,
      identityScopeId: identityScopeId ?? undefined,
      now: Date.now(),
    });
    const made = await readWorkspace(tx, workspaceId);
    await writeAudit(tx, ctx, {
      action: "workspace.create",
      targetType: "workspace",
      targetId: workspaceId,
      targetName: name,
      workspaceId,
      after: { name, timeZone, identityScope: made.identityScope.name },
    });
    return made;
  });
}

async function readWorkspace(tx: Prisma.TransactionClient, id: number): Promise<WorkspaceView> {
  return workspaceView(await tx.workspace.findUniqueOrThrow({ where: { id }, include: WORKSPACE_WITH_SCOPE }));
}
