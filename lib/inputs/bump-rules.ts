import type { Prisma } from "../generated/prisma/client";

/** Whose rules changed: one input, or all of a workspace, an identity scope or an account. */
export type RulesOwner =
  | { readonly inputId: number }
  | { readonly workspaceId: number }
  | { readonly scopeId: number }
  | { readonly accountId: number };

/**
 * Raises the rules version of every input that the change touches. Call it in the transaction of the change: the
 * next batch received, on every running copy, is then decided by the new rules.
 */
export async function bumpRules(tx: Prisma.TransactionClient, owner: RulesOwner): Promise<void> {
  await tx.input.updateMany({ where: inputsOf(owner), data: { rulesVersion: { increment: 1 } } });
}

function inputsOf(owner: RulesOwner): Prisma.InputWhereInput {
  if ("inputId" in owner) return { id: owner.inputId };
  if ("workspaceId" in owner) return { workspaceId: owner.workspaceId };
  if ("scopeId" in owner) return { workspace: { identityScopeId: owner.scopeId } };
  return { workspace: { accountId: owner.accountId } };
}
