import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { query } from "../db";
import { CodedError } from "../errors";
import { toMpid } from "../int64";

/**
 * The workspace in which an address without one opens a person: of those that the reader has in the person's scope,
 * the one where the person was seen last. Throws `forbidden`; `not_found` when there is none.
 */
export async function homeWorkspaceOf(ctx: Context, mpid: string): Promise<number> {
  requirePermission(ctx, "user_activity.view");
  const id = toMpid(mpid);
  const [row] = id
    ? await query<{ id: number }>(
        `SELECT w.id FROM profile p
         JOIN workspace w ON w.identity_scope_id = p.scope_id AND w.id = ANY($2::int[])
         LEFT JOIN profile_workspace u ON u.mpid = p.mpid AND u.workspace_id = w.id
         WHERE p.mpid = $1 ORDER BY u.last_seen DESC NULLS LAST, w.id LIMIT 1`,
        [id, ctx.workspaces.map((workspace) => workspace.id)],
        "person-home",
      )
    : [];
  if (!row) throw new CodedError("not_found", "There is no such person.");
  return row.id;
}
