import { can, ROLES } from "../access/permissions";
import { CodedError } from "../errors";
import type { Prisma } from "../generated/prisma/client";

/** Roles that may manage members; an account always keeps one enabled member with such a role. */
const MANAGING_ROLES = ROLES.filter((role) => can(role, "members.edit"));

/** Lets changes of an account's members happen one after the other: two admins can't demote each other at once. */
export async function lockMembers(tx: Prisma.TransactionClient, accountId: number): Promise<void> {
  await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId} FOR UPDATE`;
}

/** After the change, before the commit. Throws `conflict` when nobody could manage members any more. */
export async function requireOneAdmin(tx: Prisma.TransactionClient, accountId: number): Promise<void> {
  const admins = await tx.membership.count({
    where: { accountId, disabledAt: null, role: { in: MANAGING_ROLES } },
  });
  if (admins === 0)
    throw new CodedError("conflict", "An account keeps at least one Admin. Make somebody else Admin first.");
}
