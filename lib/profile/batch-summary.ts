import { query } from "../db";
import type { BatchKind } from "../explain/batch-kinds";
import { decisionSchema, type Outcome } from "../explain/decision";
import type { Int64 } from "../int64";
import type { BatchSummary, InputRef } from "./view-types";

/** The columns of a BatchRow, of `batch b` and its `input n`. */
export const BATCH_COLUMNS = `
  b.id, b.kind, b.workspace_id, b.input_id, n.name AS input_name, n.kind AS input_kind,
  b.received_at::float8 AS received_at, b.das, b.outcome, b.event_count, b.warning_count,
  coalesce(b.decision::json->>'historical' = 'true', false) AS historical,
  CASE WHEN b.kind <> 'batch' THEN b.decision::json->>'identity' END AS identity`;

export type BatchRow = {
  id: Int64;
  kind: BatchKind;
  workspace_id: number;
  input_id: number;
  input_name: string;
  input_kind: string;
  received_at: number;
  das: string | null;
  outcome: Outcome;
  event_count: number;
  warning_count: number;
  historical: boolean;
  /** The identity part of an identity request's Decision. */
  identity: string | null;
};

export async function readBatchSummaries(ids: readonly Int64[]): Promise<Record<string, BatchSummary>> {
  const rows = await query<BatchRow>(
    `SELECT ${BATCH_COLUMNS} FROM batch b JOIN input n ON n.id = b.input_id WHERE b.id = ANY($1::bigint[])`,
    [ids],
    "timeline-batches",
  );
  return Object.fromEntries(rows.map((row) => [row.id, batchSummary(row)]));
}

export function batchSummary(row: BatchRow): BatchSummary {
  const input: InputRef = { id: row.input_id, name: row.input_name, kind: row.input_kind };
  return {
    id: row.id,
    kind: row.kind,
    workspaceId: row.workspace_id,
    input,
    receivedAt: row.received_at,
    das: row.das,
    outcome: row.outcome,
    eventCount: row.event_count,
    warningCount: row.warning_count,
    historical: row.historical,
    identityTypes: row.identity === null ? [] : typesOf(row.identity),
  };
}

/** The types that a request looked up, or that it was to change. */
function typesOf(identity: string): string[] {
  const decided = decisionSchema.shape.identity.parse(JSON.parse(identity));
  const { steps = [], added = [], removed = [], refused = [] } = decided ?? {};
  const types = [...steps.map(({ type }) => type), ...added, ...removed, ...refused.map(({ type }) => type)];
  return [...new Set(types)];
}
