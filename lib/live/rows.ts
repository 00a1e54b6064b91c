import type { Environment } from "../batch/enums";
import { query } from "../db";
import type { BatchKind } from "../explain/batch-kinds";
import type { Outcome } from "../explain/decision";
import { idFloor } from "../ingest/ids";
import type { Int64, Mpid } from "../int64";
import type { LiveFilter } from "./filter";

/** A batch row as the stream reads it. `body` and `decision` are absent where no viewer may want them. */
export type BatchRecord = {
  readonly seq: number;
  readonly id: Int64;
  readonly kind: BatchKind;
  readonly received_at: number;
  readonly input_id: number;
  readonly environment: Environment | null;
  readonly mpid: Mpid | null;
  readonly das: string | null;
  readonly device_id: string | null;
  readonly outcome: Outcome;
  readonly event_count: number;
  readonly warning_count: number;
  readonly body: string | null;
  readonly decision: string | null;
};

/** The rows kept for the stream: the last 24 hours, and of those the last 100,000 batches. Ours. */
export const KEPT_MS = 86_400_000;
export const KEPT_ROWS = 100_000;
/**
 * Bounds the partitions that a read looks into. Numbers follow commits, not receipt: the seed stores batches received
 * up to 60 days ago, and a number that is not read would look like a gap.
 */
const PRUNE_MS = 70 * 86_400_000;

export const RECORD_COLUMNS = `seq::float8 AS seq, id, kind, received_at::float8 AS received_at, input_id, environment, mpid, das, device_id,
  outcome, event_count, warning_count`;

/** The highest number of a workspace, committed. */
export async function headOf(workspaceId: number): Promise<number> {
  const rows = await query<{ seq: number }>(
    "SELECT seq::float8 AS seq FROM workspace_counter WHERE workspace_id = $1",
    [workspaceId],
    "live-head",
  );
  return rows[0]?.seq ?? 0;
}

/**
 * Every batch after a number, ascending, without exception, so that gaps would show. Texts come only with batches
 * that somebody may want to see: all but production, and the watched devices' production.
 */
export async function readRange(
  workspaceId: number,
  { after, limit, watched }: { readonly after: number; readonly limit: number; readonly watched: readonly string[] },
): Promise<BatchRecord[]> {
  return query<BatchRecord>(
    `SELECT ${RECORD_COLUMNS}, CASE WHEN wanted THEN body END AS body, CASE WHEN wanted THEN decision END AS decision
     FROM (
       SELECT *, environment IS DISTINCT FROM 'production' OR device_id = ANY($4) OR das = ANY($4) AS wanted
       FROM batch WHERE workspace_id = $1 AND seq > $2 AND id >= $3 ORDER BY seq LIMIT $5
     ) AS read ORDER BY seq`,
    [workspaceId, after, idFloor(Date.now() - PRUNE_MS).toString(), watched, limit],
    "live-range",
  );
}

/** The newest batches of a view below a number (inclusive), newest first, within the kept window. */
export async function readNewest(
  workspaceId: number,
  filter: LiveFilter,
  { head, upTo, limit }: { readonly head: number; readonly upTo: number; readonly limit: number },
): Promise<BatchRecord[]> {
  const { inputId, kind, device } = filter;
  const values: unknown[] = [workspaceId, head - KEPT_ROWS, upTo, idFloor(Date.now() - KEPT_MS).toString(), limit];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const id = device === undefined ? "" : parameter(device);
  const view = id === "" ? "environment IS DISTINCT FROM 'production'" : `(device_id = ${id} OR das = ${id})`;
  const input = inputId === undefined ? "" : `AND input_id = ${parameter(inputId)}`;
  const ofKind = kind === undefined ? "" : `AND kind = ${parameter(kind)}`;
  return query<BatchRecord>(
    `SELECT ${RECORD_COLUMNS}, body, decision FROM batch
     WHERE workspace_id = $1 AND seq > $2 AND seq <= $3 AND id >= $4 AND ${view} ${input} ${ofKind}
     ORDER BY batch.seq DESC LIMIT $5`,
    values,
  );
}
