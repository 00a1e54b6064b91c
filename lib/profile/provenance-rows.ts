import { query } from "../db";
import type { Int64, Mpid } from "../int64";
import { type Field, needlesOf } from "./provenance-entries";

/** How many of a person's changes, and of the batches with refusals, are read, and how many rows may speak of the field. */
const ROWS_READ = 500;
const ROWS_KEPT = 50;

export type ChangeRow = { batch_id: Int64; received_at: number; input_id: number | null; changes: string };

export function readChanges(mpid: Mpid, workspaceIds: readonly number[], field: Field): Promise<ChangeRow[]> {
  return query<ChangeRow>(
    `SELECT c.batch_id, c.received_at::float8 AS received_at, c.changes, b.input_id
     FROM (SELECT * FROM (SELECT batch_id, workspace_id, received_at, changes FROM profile_change
                          WHERE mpid = $1 ORDER BY batch_id DESC LIMIT ${ROWS_READ}) AS latest
           WHERE workspace_id = ANY($2::int[]) AND strpos(changes, $3) > 0
           ORDER BY batch_id DESC LIMIT ${ROWS_KEPT}) AS c
     LEFT JOIN batch b ON b.id = c.batch_id`,
    [mpid, workspaceIds, needlesOf(field).change],
    "provenance-changes",
  );
}

export type RefusalRow = { batch_id: Int64; received_at: number; input_id: number; decision: string };

export async function readRefusals(mpid: Mpid, workspaceIds: readonly number[], field: Field): Promise<RefusalRow[]> {
  const { decision } = needlesOf(field);
  if (decision === null) return [];
  return query<RefusalRow>(
    `SELECT id AS batch_id, received_at::float8 AS received_at, input_id, decision
     FROM (SELECT id, workspace_id, received_at, input_id, decision FROM batch
           WHERE mpid = $1 AND refused ORDER BY id DESC LIMIT ${ROWS_READ}) AS latest
     WHERE workspace_id = ANY($2::int[]) AND strpos(decision, $3) > 0
     ORDER BY id DESC LIMIT ${ROWS_KEPT}`,
    [mpid, workspaceIds, decision],
    "provenance-refusals",
  );
}

export type PresentRow = { batch_id: Int64; received_at: number; input_id: number; tier: number; value: string };

export async function readPresentAttribute(mpid: Mpid, workspaceId: number, key: string): Promise<PresentRow | null> {
  const [row] = await query<PresentRow>(
    `SELECT batch_id, updated_at::float8 AS received_at, input_id, tier, value
     FROM user_attribute WHERE mpid = $1 AND workspace_id = $2 AND key = $3`,
    [mpid, workspaceId, key],
    "provenance-present",
  );
  return row ?? null;
}

export type AccountChangeRow = {
  before: string | null;
  after: string | null;
  changed_by: string;
  changed_at: number;
  /** The change made the value that counts now. */
  counts: boolean;
};

/** What became of an account-level value, newest first; `counts` at most for the newest one. */
export function readAccountChanges(mpid: Mpid, accountId: number, key: string): Promise<AccountChangeRow[]> {
  return query<AccountChangeRow>(
    `SELECT c.before, c.after, c.changed_by, c.changed_at::float8 AS changed_at,
            c.after IS NOT NULL AND row_number() OVER (ORDER BY c.id DESC) = 1
              AND EXISTS (SELECT FROM account_attribute d WHERE d.account_id = $2 AND d.key = $3) AS counts
     FROM account_attribute_change c
     WHERE c.mpid = $1 AND c.account_id = $2 AND c.key = $3 ORDER BY c.id DESC LIMIT ${ROWS_KEPT}`,
    [mpid, accountId, key],
    "provenance-account",
  );
}
