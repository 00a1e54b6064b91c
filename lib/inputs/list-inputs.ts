import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { prisma, query } from "../db";
import { type InputView, inputView } from "./input-view";
import { firstTrafficHour, type HourCounts, type Traffic, trafficOf } from "./traffic";

export type ListedInput = InputView & {
  /** Epoch ms of receipt; null when nothing ever came. */
  readonly lastBatchAt: number | null;
  /** Of the last week. */
  readonly traffic: Traffic;
};

/** The inputs of a workspace by name, with their last batch and a week of traffic. Two statements. */
export async function listInputs(
  ctx: Context,
  { workspaceId }: { readonly workspaceId: number },
): Promise<ListedInput[]> {
  requirePermission(ctx, "inputs.view");
  requireWorkspace(ctx, workspaceId);
  const now = Date.now();
  const [rows, activity] = await Promise.all([
    prisma().input.findMany({ where: { workspaceId } }),
    activityOf(workspaceId, now),
  ]);
  return rows
    .map((row) => ({
      ...inputView(row),
      lastBatchAt: activity.get(row.id)?.last_batch_at ?? null,
      traffic: trafficOf(activity.get(row.id)?.hours ?? [], now),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "en") || a.id - b.id);
}

type ActivityRow = { input_id: number; last_batch_at: number | null; hours: HourCounts[] };

async function activityOf(workspaceId: number, now: number): Promise<Map<number, ActivityRow>> {
  const rows = await query<ActivityRow>(
    `SELECT i.id AS input_id,
            (SELECT h.last_batch_at::float8 FROM input_hour h WHERE h.input_id = i.id ORDER BY h.hour DESC LIMIT 1)
              AS last_batch_at,
            (SELECT coalesce(json_agg(h), '[]') FROM input_hour h WHERE h.input_id = i.id AND h.hour >= $2) AS hours
     FROM input i WHERE i.workspace_id = $1`,
    [workspaceId, firstTrafficHour(now)],
    "input-activity",
  );
  return new Map(rows.map((row) => [row.input_id, row]));
}
