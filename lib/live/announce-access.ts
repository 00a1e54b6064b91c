import type { Prisma } from "../generated/prisma/client";

/** The channel on which every process hears that somebody's rights changed; the payload is the member's id. */
export const ACCESS_CHANNEL = "access";

/**
 * Makes open streams of a member look at their rights at once instead of within ten seconds. Belongs into the
 * transaction that changes membership, role or session: PostgreSQL tells it on commit.
 */
export async function announceAccess(tx: Prisma.TransactionClient, memberId: number): Promise<void> {
  await tx.$queryRaw`SELECT pg_notify(${ACCESS_CHANNEL}, ${String(memberId)})::text`;
}
