import { query, type Run, transaction } from "../db";
import { idFloor } from "../ingest/ids";

/** Tables that are partitioned by the month of receipt; ids carry the receipt millisecond in their high bits. */
const PARTITIONED = ["batch", "event", "raw_request"] as const;
export type PartitionedTable = (typeof PARTITIONED)[number];

/** One copy of the app at a time makes or drops partitions. */
const LOCK = 7_021_001;

export type Month = { readonly name: string; readonly fromId: bigint; readonly toId: bigint };

/** The UTC months that touch [from, to], oldest first; both in epoch ms. */
export function monthsBetween(from: number, to: number): Month[] {
  const months: Month[] = [];
  const start = new Date(from);
  for (let index = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; index++) {
    const [year, month] = [Math.floor(index / 12), index % 12];
    const begin = Date.UTC(year, month);
    if (begin > to) return months;
    months.push({
      name: `${year}_${String(month + 1).padStart(2, "0")}`,
      fromId: idFloor(begin),
      toId: idFloor(Date.UTC(year, month + 1)),
    });
  }
}

/**
 * A partition is filled first and attached then: attaching locks the default partition only, while
 * CREATE ... PARTITION OF would stop every reader and writer of the table. Rows that the default
 * partition caught meanwhile move over.
 */
async function createPartition(run: Run, table: PartitionedTable, month: Month): Promise<void> {
  const name = `${table}_${month.name}`;
  await run(`CREATE TABLE ${name} (LIKE ${table} INCLUDING ALL)`);
  await run(
    `WITH moved AS (DELETE FROM ${table}_default WHERE id >= ${month.fromId} AND id < ${month.toId} RETURNING *)
     INSERT INTO ${name} SELECT * FROM moved`,
  );
  await run(`ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM (${month.fromId}) TO (${month.toId})`);
}

async function existingTables(run: Run): Promise<Set<string>> {
  const rows = await run<{ name: string }>(
    "SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid",
  );
  return new Set(rows.map((row) => row.name));
}

/**
 * Makes the monthly partitions of every month that touches [from, to] (epoch ms) where they are missing.
 * Returns the names of those it made. Safe to call from several copies at once.
 */
export async function ensurePartitions(from: number, to: number): Promise<string[]> {
  return await transaction(async (run) => {
    await run("SET LOCAL statement_timeout = '60s'");
    await run("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    // Attaching waits behind long readers of the default partition; others must not wait behind it for long.
    await run("SET LOCAL lock_timeout = '5s'");
    const existing = await existingTables(run);
    const made: string[] = [];
    for (const month of monthsBetween(from, to)) {
      for (const table of PARTITIONED) {
        if (existing.has(`${table}_${month.name}`)) continue;
        await createPartition(run, table, month);
        made.push(`${table}_${month.name}`);
      }
    }
    return made;
  });
}

/** The current month and the two that come, in every partitioned table. `now` in epoch ms. */
export async function ensureComingPartitions(now: number): Promise<string[]> {
  const date = new Date(now);
  return ensurePartitions(now, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 2));
}

/** Tables whose default partition holds rows: an alarm, since no month's partition took them. */
export async function filledDefaultPartitions(): Promise<PartitionedTable[]> {
  const tests = PARTITIONED.map((table) => `EXISTS (SELECT FROM ${table}_default) AS ${table}`);
  const [row] = await query<Record<PartitionedTable, boolean>>(`SELECT ${tests.join(", ")}`);
  return PARTITIONED.filter((table) => row?.[table]);
}
