import type { Prisma } from "../generated/prisma/client";
import { COUNTED_BY, type Counted, type Limits, type Owner } from "./limit";

const isCounted = (text: string): text is Counted =>
  Object.values(COUNTED_BY)
    .flat()
    .some((one) => one === text);

/** The limits of owners of one kind, by id; an owner without any is not there. */
export async function readLimits(
  tx: Prisma.TransactionClient,
  owner: Owner,
  ownerIds: readonly number[],
): Promise<ReadonlyMap<number, Limits>> {
  const rows = await tx.rateLimit.findMany({
    where: { owner, ownerId: { in: [...ownerIds] } },
    select: { ownerId: true, traffic: true, perSecond: true, limitAcceleration: true },
  });
  const found = new Map<number, Limits>();
  for (const { ownerId, traffic, perSecond, limitAcceleration } of rows) {
    if (!isCounted(traffic)) continue;
    found.set(ownerId, { perSecond: { ...found.get(ownerId)?.perSecond, [traffic]: perSecond }, limitAcceleration });
  }
  return found;
}

/**
 * Makes an owner's limits what is wanted; a limit that stays keeps its bucket, a new one begins full. Call it while the
 * owner's row is locked.
 */
export async function writeLimits(
  tx: Prisma.TransactionClient,
  owner: Owner,
  ownerId: number,
  { perSecond, limitAcceleration }: Limits,
): Promise<void> {
  for (const traffic of COUNTED_BY[owner]) {
    const value: number | undefined = perSecond[traffic];
    const key = { owner, ownerId, traffic };
    if (value === undefined) await tx.rateLimit.deleteMany({ where: key });
    else {
      await tx.rateLimit.upsert({
        where: { owner_ownerId_traffic: key },
        create: { ...key, perSecond: value, limitAcceleration },
        update: { perSecond: value, limitAcceleration },
      });
    }
  }
}

/** Limits as the audit shows them; null: none. */
export function auditedLimits(owner: Owner, { perSecond, limitAcceleration }: Limits): Prisma.InputJsonObject {
  const values = COUNTED_BY[owner].map((counted): [string, number | null] => [
    counted === "everything" ? "per_second" : `${counted}_per_second`,
    perSecond[counted] ?? null,
  ]);
  return { ...Object.fromEntries(values), limitAcceleration };
}
