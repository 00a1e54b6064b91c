import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { prisma } from "../prisma";
import { type Limits, NO_LIMITS } from "./limit";
import { readLimits } from "./rows";

export type RateLimitsView = {
  readonly account: Limits;
  /** All workspaces of the account, by id. */
  readonly workspaces: readonly { readonly id: number; readonly name: string; readonly limits: Limits }[];
};

/** The limits of the account and its workspaces. They go by the right to see identity settings, as workspaces do. */
export async function getRateLimits(ctx: Context): Promise<RateLimitsView> {
  requirePermission(ctx, "identity_settings.view");
  const ids = ctx.workspaces.map(({ id }) => id);
  const [account, workspaces] = await Promise.all([
    readLimits(prisma(), "account", [ctx.accountId]),
    readLimits(prisma(), "workspace", ids),
  ]);
  return {
    account: account.get(ctx.accountId) ?? NO_LIMITS,
    workspaces: ctx.workspaces.map(({ id, name }) => ({ id, name, limits: workspaces.get(id) ?? NO_LIMITS })),
  };
}
