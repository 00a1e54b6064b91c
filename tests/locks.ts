import type { TestDatabase } from "./database";

/** How many advisory locks of this database are held, or waited for; of one person, when an MPID is given. */
export async function advisoryLocks(
  db: TestDatabase,
  { granted, mpid }: { readonly granted: boolean; readonly mpid?: string },
): Promise<number> {
  const rows = await db.query(
    `SELECT FROM pg_locks
     WHERE locktype = 'advisory' AND granted = $1
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND ($2::bigint IS NULL OR (classid::bigint << 32 | objid::bigint) = $2)`,
    [granted, mpid ?? null],
  );
  return rows.length;
}
