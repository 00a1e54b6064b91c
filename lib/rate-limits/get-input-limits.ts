import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { ownInput } from "../inputs/own-input";
import { prisma } from "../prisma";
import { type Limits, NO_LIMITS } from "./limit";
import { readLimits } from "./rows";

const HOUR_MS = 3_600_000;

export type InputLimitsView = {
  readonly own: Limits;
  /** What also counts for it. */
  readonly workspace: Limits;
  readonly account: Limits;
  /** Requests of the input that any of these refused, in the last 24 hours by full hours. */
  readonly refused: number;
};

/** The limits that an input goes by. Throws `not_found`. */
export async function getInputLimits(
  ctx: Context,
  { inputId }: { readonly inputId: number },
): Promise<InputLimitsView> {
  requirePermission(ctx, "inputs.view");
  const { workspaceId } = await ownInput(prisma(), ctx, inputId);
  const since = Math.floor(Date.now() / HOUR_MS) - 23;
  const [own, workspace, account, refused] = await Promise.all([
    readLimits(prisma(), "input", [inputId]),
    readLimits(prisma(), "workspace", [workspaceId]),
    readLimits(prisma(), "account", [ctx.accountId]),
    prisma().rateLimitHour.aggregate({ where: { inputId, hour: { gte: since } }, _sum: { refused: true } }),
  ]);
  return {
    own: own.get(inputId) ?? NO_LIMITS,
    workspace: workspace.get(workspaceId) ?? NO_LIMITS,
    account: account.get(ctx.accountId) ?? NO_LIMITS,
    refused: refused._sum.refused ?? 0,
  };
}
