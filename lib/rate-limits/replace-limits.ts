import { isDeepStrictEqual } from "node:util";
import { type AuditEntry, writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import type { Prisma } from "../generated/prisma/client";
import { bumpRules, type RulesOwner } from "../inputs/bump-rules";
import { type Limits, NO_LIMITS, type Owner } from "./limit";
import { auditedLimits, readLimits, writeLimits } from "./rows";

type Change = {
  readonly owner: Owner;
  readonly ownerId: number;
  readonly limits: Limits;
  /** Whose inputs must hear of it. */
  readonly rules: RulesOwner;
  readonly audit: Pick<AuditEntry, "action" | "targetName" | "workspaceId" | "reason">;
};

/**
 * The common part of the verbs that set limits: rows, rules version and audit in the caller's transaction, which holds
 * the owner's row. A changed value counts for the next request, a new limit as soon as its first request is stored.
 */
export async function replaceLimits(tx: Prisma.TransactionClient, ctx: Context, change: Change): Promise<void> {
  const { owner, ownerId, limits, rules, audit } = change;
  const before = (await readLimits(tx, owner, [ownerId])).get(ownerId) ?? NO_LIMITS;
  const [was, is] = [auditedLimits(owner, before), auditedLimits(owner, limits)];
  if (isDeepStrictEqual(was, is)) return;
  await writeLimits(tx, owner, ownerId, limits);
  await bumpRules(tx, rules);
  await writeAudit(tx, ctx, { ...audit, targetType: owner, targetId: ownerId, before: was, after: is });
}
