import { isDeepStrictEqual } from "node:util";
import type { Run } from "../db";
import type { Actor } from "./actor";
import type { AuditEntry } from "./audit";

/**
 * Like `writeAudit`, several rows in one statement and without Prisma: for changes of people, which the machines' door
 * makes too. No row where `before` and `after` are equal.
 */
export async function writeAuditRows(
  run: Run,
  actor: Actor,
  at: number,
  entries: readonly AuditEntry[],
): Promise<void> {
  const changed = entries.filter(({ before, after }) => !(before && after && isDeepStrictEqual(before, after)));
  if (changed.length === 0) return;
  const rows = changed.map(({ action, targetType, targetId, targetName, workspaceId, before, after, reason }) => ({
    action,
    target_type: targetType,
    target_id: String(targetId),
    target_name: targetName,
    workspace_id: workspaceId ?? null,
    before: before ?? null,
    after: after ?? null,
    reason: reason ?? null,
  }));
  await run(
    `INSERT INTO audit_log (at, account_id, member_id, actor, action, target_type, target_id, target_name, workspace_id,
                            before, after, reason)
     SELECT $1, $2, $3, $4, k.action, k.target_type, k.target_id, k.target_name, k.workspace_id,
            k.before, k.after, k.reason
     FROM jsonb_to_recordset($5) AS k (action text, target_type text, target_id text, target_name text,
                                       workspace_id int, before jsonb, after jsonb, reason text)`,
    [at, actor.accountId, actor.memberId, actor.name, JSON.stringify(rows)],
  );
}
