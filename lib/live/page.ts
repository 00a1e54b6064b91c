import { z } from "zod";
import type { Context } from "../access/context";
import { isMasked } from "../access/masking";
import { personalValues } from "../access/permissions";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { parseInput } from "../parse-input";
import { liveFilterSchema } from "./filter";
import { toLiveRow } from "./render";
import { resolveDevice } from "./resolve-device";
import type { LiveRow } from "./row";
import { headOf, KEPT_ROWS, readNewest } from "./rows";

const PAGE_LIMIT = 100;

const inputSchema = liveFilterSchema.extend({
  workspaceId: z.coerce.number().int().positive(),
  /** Rows below this number; without it the newest. */
  before: z.coerce.number().int().positive().optional(),
});
export type LivePageInput = z.input<typeof inputSchema>;

export type LivePage = {
  /** Newest first. */
  readonly rows: readonly LiveRow[];
  /** The number from which a stream goes on without a gap. */
  readonly head: number;
  /** False when the kept window holds no older row of this view. */
  readonly hasOlder: boolean;
};

/**
 * The newest rows of a view, or those before a number, within the kept window (24 hours, 100,000 batches).
 * Throws `forbidden`, `not_found`.
 */
export async function readLivePage(ctx: Context, input: LivePageInput): Promise<LivePage> {
  requirePermission(ctx, "live_stream.view");
  const { workspaceId, before, ...asked } = parseInput(inputSchema, input);
  requireWorkspace(ctx, workspaceId);
  const filter = await resolveDevice(ctx, asked);
  const head = await headOf(workspaceId);
  const upTo = before === undefined ? head : Math.min(head, before - 1);
  const records = await readNewest(workspaceId, filter, { head, upTo, limit: PAGE_LIMIT + 1 });
  const seen = personalValues(ctx.role);
  return {
    rows: records.slice(0, PAGE_LIMIT).map((record) => toLiveRow(record, isMasked(seen, record.environment))),
    head,
    hasOlder: records.length > PAGE_LIMIT && upTo > head - KEPT_ROWS,
  };
}
