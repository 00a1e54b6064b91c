import type { Context } from "../access/context";
import { isMasked, maskBatch, maskDecision } from "../access/masking";
import { personalValues } from "../access/permissions";
import { requirePermission } from "../access/require-permission";
import { parseJson, stringifyJson } from "../batch";
import { query } from "../db";
import { CodedError } from "../errors";
import type { Int64 } from "../int64";
import { recordProfileView } from "../settings/record-profile-view";
import { toLiveRow } from "./render";
import type { LiveRow } from "./row";
import { type BatchRecord, RECORD_COLUMNS } from "./rows";

export type LiveBatch = {
  readonly workspaceId: number;
  readonly row: LiveRow;
  /** JSON with 64-bit integers bare: only `parseJson` reads it exactly. Null for a rejected or duplicate batch. */
  readonly body: string | null;
  /** JSON of a Decision. */
  readonly decision: string;
};

/** One batch with everything known of it, masked for the reader's role. Throws `forbidden`, `not_found`. */
export async function getLiveBatch(ctx: Context, batchId: Int64): Promise<LiveBatch> {
  requirePermission(ctx, "live_stream.view");
  const rows = await query<BatchRecord & { workspace_id: number; decision: string }>(
    `SELECT ${RECORD_COLUMNS}, workspace_id, body, decision FROM batch WHERE id = $1`,
    [batchId],
    "live-batch",
  );
  const [record] = rows;
  if (!record || !ctx.workspaces.some(({ id }) => id === record.workspace_id)) {
    throw new CodedError("not_found", "There is no such batch.");
  }
  if (record.mpid !== null) recordProfileView(ctx, record.workspace_id, record.mpid);
  const masked = isMasked(personalValues(ctx.role), record.environment);
  const { body, decision } = record;
  return {
    workspaceId: record.workspace_id,
    row: toLiveRow(record, masked),
    body: body !== null && masked ? stringifyJson(maskBatch(parseJson(body))) : body,
    decision: masked ? JSON.stringify(maskDecision(JSON.parse(decision))) : decision,
  };
}
