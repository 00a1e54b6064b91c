import type { Prisma } from "../generated/prisma/client";

export type NewMember = {
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly accountId: number;
  readonly passwordHash?: string;
  readonly oidcIssuer?: string;
  readonly oidcSubject?: string;
};

/** A member with their first account. Null when somebody has the e-mail already, also at this very moment. */
export async function createMember(
  tx: Prisma.TransactionClient,
  { role, accountId, ...member }: NewMember,
): Promise<{ readonly id: number; readonly sessionVersion: number } | null> {
  const createdAt = BigInt(Date.now());
  const [made] = await tx.member.createManyAndReturn({ data: [{ ...member, createdAt }], skipDuplicates: true });
  if (!made) return null;
  await tx.membership.create({ data: { memberId: made.id, accountId, role, createdAt } });
  return made;
}
