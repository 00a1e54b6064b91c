import type { ProtectionLevel } from "../explain/decision";
import type { Prisma } from "../generated/prisma/client";
import { DAY } from "./customer";

export type MadeFeed = {
  readonly id: number;
  readonly workspaceId: number;
  readonly name: string;
  readonly kind: string;
  readonly protectionLevel: ProtectionLevel;
};

/** Levels that were chosen after the feed was made, a day later and before it sent anything, and why. */
const REASONS: Readonly<Record<string, string>> = {
  "CRM sync": "The CRM holds addresses of people who never visited us: no profiles for them.",
};

/** What the audit would hold had the admin made the feeds on the screen. Times are epoch ms. */
export async function writeFeedHistory(
  tx: Prisma.TransactionClient,
  accountId: number,
  feeds: readonly MadeFeed[],
  now: number,
): Promise<void> {
  const { member } = await tx.membership.findFirstOrThrow({
    where: { accountId, role: "Admin" },
    include: { member: true },
  });
  const rows = feeds.flatMap(({ id, workspaceId, name, kind, protectionLevel }): Prisma.AuditLogCreateManyInput[] => {
    const target = {
      accountId,
      workspaceId,
      memberId: member.id,
      actor: member.name,
      targetType: "input",
      targetId: String(id),
      targetName: name,
    };
    const created = (level: ProtectionLevel) => ({
      ...target,
      at: BigInt(now),
      action: "input.create",
      after: { kind, name, protectionLevel: level },
    });
    const reason = REASONS[name];
    if (reason === undefined) return [created(protectionLevel)];
    const changed = {
      ...target,
      at: BigInt(now + DAY),
      action: "input.protection.update",
      before: { protectionLevel: "create_and_update" },
      after: { protectionLevel },
      reason,
    };
    return [created("create_and_update"), changed];
  });
  await tx.auditLog.createMany({ data: rows });
}
