import type { Role } from "../access/permissions";
import { CodedError } from "../errors";
import type { Prisma } from "../generated/prisma/client";

/** The role that an account never runs out of; another one that manages members does not take its place. */
const ADMIN: Role = "Admin";

/** Lets changes of an account's members happen one after the other: two admins can't demote each other at once. */
export async function lockMembers(tx: Prisma.TransactionClient, accountId: number): Promise<void> {
  await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId} FOR UPDATE`;
}

/** After the change, before the commit. Throws `conflict` when the account would have no enabled Admin. */
export async function requireOneAdmin(tx: Prisma.TransactionClient, accountId: number): Promise<void> {
  const admins = await tx.membership.count({
    where: { accountId, disabledAt: null, role: ADMIN },
  });
  if (admins === 0)
    throw new CodedError("conflict", "An account keeps at least one Admin. Make somebody else Admin first.");
}
