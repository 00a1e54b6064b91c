import { DEFAULT_PRIORITY } from "../batch/identity-names";
import type { Prisma } from "../generated/prisma/client";

/**
 * The rows that everything else hangs on. No permission here: the set-up page, the seed and the tests begin with
 * these, inside a transaction of their own. Times are epoch ms.
 */
export type NewOrganization = { readonly orgId: number; readonly accountId: number };

/** An organisation with its one account. */
export async function createOrganization(
  tx: Prisma.TransactionClient,
  input: { readonly name: string; readonly accountName: string; readonly now: number },
): Promise<NewOrganization> {
  const createdAt = BigInt(input.now);
  const organization = await tx.organization.create({ data: { name: input.name, createdAt } });
  const account = await tx.account.create({ data: { orgId: organization.id, name: input.accountName, createdAt } });
  return { orgId: organization.id, accountId: account.id };
}

/**
 * An identity scope with the default configuration: strategy "default", customer_id unique and the login type,
 * nothing immutable. https://docs.mparticle.com/guides/idsync/introduction
 */
export async function createIdentityScope(
  tx: Prisma.TransactionClient,
  input: { readonly orgId: number; readonly name: string; readonly now: number },
): Promise<number> {
  const scope = await tx.identityScope.create({
    data: {
      orgId: input.orgId,
      name: input.name,
      priority: [...DEFAULT_PRIORITY],
      createdAt: BigInt(input.now),
    },
  });
  return scope.id;
}

/** A workspace of an account with its stream counter; without `identityScopeId` it gets a scope of its own. */
export async function createWorkspaceRows(
  tx: Prisma.TransactionClient,
  input: {
    readonly orgId: number;
    readonly accountId: number;
    readonly name: string;
    readonly timeZone?: string;
    readonly identityScopeId?: number;
    readonly now: number;
  },
): Promise<{ workspaceId: number; identityScopeId: number }> {
  const identityScopeId = input.identityScopeId ?? (await createIdentityScope(tx, input));
  const workspace = await tx.workspace.create({
    data: {
      accountId: input.accountId,
      identityScopeId,
      name: input.name,
      timeZone: input.timeZone,
      createdAt: BigInt(input.now),
      counter: { create: {} },
    },
  });
  return { workspaceId: workspace.id, identityScopeId };
}
