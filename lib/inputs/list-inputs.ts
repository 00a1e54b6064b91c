import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { query } from "../db";
import { INPUT_COLUMNS, type InputRow, type InputView, inputView } from "./input-view";
import { firstTrafficHour, type HourCounts, type Traffic, trafficOf } from "./traffic";

export type ListedInput = InputView & {
  /** Epoch ms of receipt; null when nothing ever came. */
  readonly lastBatchAt: number | null;
  /** Of the last week. */
  readonly traffic: Traffic;
};

type Row = InputRow & { last_batch_at: number | null; hours: HourCounts[] };

/** The inputs of a workspace by name, with their last batch and a week of traffic. One statement. */
export async function listInputs(
  ctx: Context,
  { workspaceId }: { readonly workspaceId: number },
): Promise<ListedInput[]> {
  requirePermission(ctx, "inputs.view");
  requireWorkspace(ctx, workspaceId);
  const now = Date.now();
  const rows = await query<Row>(
    `SELECT ${INPUT_COLUMNS},
            (SELECT h.last_batch_at::float8 FROM input_hour h WHERE h.input_id = i.id ORDER BY h.hour DESC LIMIT 1)
              AS last_batch_at,
            (SELECT coalesce(json_agg(h), '[]') FROM input_hour h WHERE h.input_id = i.id AND h.hour >= $2) AS hours
     FROM input i WHERE i.workspace_id = $1`,
    [workspaceId, firstTrafficHour(now)],
    "inputs-list",
  );
  return rows
    .map((row) => ({
      ...inputView(row),
      lastBatchAt: row.last_batch_at,
      traffic: trafficOf(row.hours, now),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "en") || a.id - b.id);
}
