import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { query } from "../db";
import { OUTCOMES } from "../explain/decision";
import { getInput } from "../inputs";
import { type DryRun, dryRun, type PastBatch } from "./dry-run";

/** Batches looked at. */
const LIMIT = 200;

/** The few facts of a stored Decision that are needed here; the rest is not parsed. */
const factsSchema = z.object({
  outcome: z.enum(OUTCOMES),
  identity: z
    .object({ found: z.string().nullable(), unknownMpid: z.boolean().optional(), steps: z.array(z.unknown()) })
    .optional(),
  attributes: z.array(z.object({ result: z.string() })).optional(),
});

export type ProtectionDryRun = DryRun & {
  /** Epoch ms of receipt of the oldest and newest batch; null without any. */
  readonly from: number | null;
  readonly to: number | null;
};

/** What each level would have done with the last 200 batches of a feed. Throws `not_found`. */
export async function dryRunProtection(
  ctx: Context,
  { inputId }: { readonly inputId: number },
): Promise<ProtectionDryRun> {
  requirePermission(ctx, "feed_protection.view");
  await getInput(ctx, { inputId });
  const rows = await query<{ decision: string; received_at: number }>(
    "SELECT decision, received_at::float8 FROM batch WHERE input_id = $1 ORDER BY id DESC LIMIT $2",
    [inputId, LIMIT],
    "dry-run-batches",
  );
  return {
    ...dryRun(rows.map(({ decision }) => pastBatch(decision))),
    from: rows[rows.length - 1]?.received_at ?? null,
    to: rows[0]?.received_at ?? null,
  };
}

function pastBatch(decision: string): PastBatch {
  const { outcome, identity, attributes = [] } = factsSchema.parse(JSON.parse(decision));
  return {
    outcome,
    found: identity !== undefined && identity.found !== null,
    // A step is stored for each identity that was looked up; with a known MPID none is needed.
    hasIdentities: (identity?.steps.length ?? 0) > 0,
    unknownMpid: identity?.unknownMpid ?? false,
    attributeWrites: attributes.filter(({ result }) => result === "set" || result === "deleted").length,
  };
}
