import { Prisma } from "../generated/prisma/client";

/**
 * Lets the marks of the look-up table follow a scope's unique types, in the transaction of the change. Types that cease
 * to be unique lose the mark. Of types that become unique, values held once get it; values on several records stay as
 * they are until the next request that brings one takes it, so that a change can be undone.
 * Rows that somebody is deleting at the moment are passed over: waiting for them could end in a deadlock.
 */
export async function markUniqueIdentities(
  tx: Prisma.TransactionClient,
  scopeId: number,
  types: { readonly ceased: readonly string[]; readonly become: readonly string[] },
): Promise<void> {
  const rowsOf = (chosen: readonly string[]) => Prisma.sql`
    SELECT i.ctid FROM identity i
    WHERE i.scope_id = ${scopeId} AND i.environment IN ('production', 'development') AND i.type = ANY(${[...chosen]})`;
  if (types.ceased.length > 0) {
    await tx.$executeRaw`
      UPDATE identity SET is_unique = false
      WHERE ctid = ANY(ARRAY(${rowsOf(types.ceased)} AND i.is_unique FOR UPDATE SKIP LOCKED))`;
  }
  if (types.become.length > 0) {
    await tx.$executeRaw`
      UPDATE identity SET is_unique = true
      WHERE ctid = ANY(ARRAY(${rowsOf(types.become)} AND NOT i.is_unique AND NOT EXISTS (
        SELECT FROM identity o
        WHERE o.scope_id = i.scope_id AND o.environment = i.environment AND o.type = i.type AND o.value = i.value
          AND o.mpid <> i.mpid
      ) FOR UPDATE OF i SKIP LOCKED))`;
  }
}
