import type { JobHelpers } from "graphile-worker";
import { query } from "../db";
import { executeAlias } from "../identity-api";
import { EXECUTE_ALIAS } from "../identity-api/alias-write";
import { type Int64, toInt64 } from "../int64";

export { EXECUTE_ALIAS };

/** An alias so long overdue, ms, whose job nobody will run: its worker was killed, and the queue frees it in hours. */
const OVERDUE_MS = 60_000;
const OVERDUE_MOST = 500;

/** Executes the alias of the payload; after its last attempt the ledger says that it failed. */
export async function executeScheduledAlias(payload: unknown, { job }: JobHelpers): Promise<void> {
  const id = toInt64(isRecord(payload) ? payload.id : null);
  if (!id) return;
  try {
    await executeAlias(id, Date.now());
  } catch (error) {
    if (job.attempts >= job.max_attempts) await markFailed(id);
    throw error;
  }
}

/** The ledger knows what is due, whatever became of a job. One that fails keeps no other back; then throws its error. */
export async function executeOverdueAliases(): Promise<void> {
  const rows = await query<{ id: Int64 }>(
    `SELECT a.id FROM alias_request a
     WHERE a.state = 'scheduled' AND a.due_at < $1
       AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = 'alias:' || a.id AND j.locked_at IS NULL)
     ORDER BY a.due_at LIMIT ${OVERDUE_MOST}`,
    [Date.now() - OVERDUE_MS],
  );
  const failures: unknown[] = [];
  for (const { id } of rows) await executeAlias(id, Date.now()).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function markFailed(id: Int64): Promise<void> {
  await query("UPDATE alias_request SET state = 'failed', finished_at = $2 WHERE id = $1 AND state = 'scheduled'", [
    id,
    Date.now(),
  ]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
