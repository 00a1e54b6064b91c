import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { query } from "../db";
import { percentageUsed } from "./answer";
import { COUNTED_BY, type LimitKey } from "./limit";
import { type BucketRow, readSql } from "./take-sql";

/** How much of a limit is used now; see `percentageUsed`. */
export type LimitUse = Pick<BucketRow, "owner" | "ownerId" | "traffic"> & { readonly percentageUsed: number };

/**
 * Of all limits of the account that has this workspace, and of its workspaces. One statement, without Prisma: the
 * machines' door serves it. Throws `not_found`.
 */
export async function rateLimitUse(
  ctx: Context,
  { workspaceId }: { readonly workspaceId: number },
): Promise<LimitUse[]> {
  requirePermission(ctx, "identity_settings.view");
  requireWorkspace(ctx, workspaceId);
  const keys: LimitKey[] = [
    ...COUNTED_BY.account.map((traffic) => ({ owner: "account" as const, ownerId: ctx.accountId, traffic })),
    ...ctx.workspaces.flatMap(({ id }) =>
      COUNTED_BY.workspace.map((traffic) => ({ owner: "workspace" as const, ownerId: id, traffic })),
    ),
  ];
  const buckets = await query<BucketRow>(readSql(), [JSON.stringify(keys)], "rate-limit-use");
  return buckets.map((bucket) => {
    const { owner, ownerId, traffic } = bucket;
    return { owner, ownerId, traffic, percentageUsed: percentageUsed([bucket]) };
  });
}
