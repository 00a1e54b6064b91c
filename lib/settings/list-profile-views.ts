import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { query } from "../db";
import { toMpid } from "../int64";
import { parseInput } from "../parse-input";
import { type AuditPage, pageFields, pageOf, readCursor } from "./audit-page";

export const profileViewsSchema = z.object({
  ...pageFields,
  memberId: z.number().int().optional(),
  workspaceId: z.number().int().optional(),
  mpid: z
    .string()
    .trim()
    .transform((text, issues) => {
      const mpid = toMpid(text);
      if (mpid === null) issues.addIssue({ code: "custom", message: "it is no MPID" });
      return mpid ?? z.NEVER;
    })
    .optional(),
});
export type ProfileViewsInput = z.input<typeof profileViewsSchema>;

/** One reader's looks at one person within an hour. */
export type ProfileView = {
  readonly memberId: number;
  readonly reader: string;
  readonly email: string;
  /** The person; what is known of them stays where it is. */
  readonly mpid: string;
  readonly workspaceId: number;
  readonly workspaceName: string;
  /** Hours since the epoch. */
  readonly hour: number;
  /** Epoch ms. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly views: number;
};

const SQL = `
  SELECT v.member_id AS "memberId", m.name AS reader, m.email, v.mpid::text AS mpid,
         v.workspace_id AS "workspaceId", w.name AS "workspaceName", v.hour,
         v.first_at::float8 AS "firstAt", v.last_at::float8 AS "lastAt", v.views
  FROM profile_view v
  JOIN member m ON m.id = v.member_id
  JOIN workspace w ON w.id = v.workspace_id
  WHERE v.account_id = $1
    AND ($2::int IS NULL OR v.member_id = $2)
    AND ($3::int IS NULL OR v.workspace_id = $3)
    AND ($4::bigint IS NULL OR v.mpid = $4)
    AND ($5::bigint IS NULL OR v.last_at >= $5)
    AND ($6::bigint IS NULL OR v.last_at < $6)
    AND ($7::bigint[] IS NULL OR (v.last_at, v.member_id, v.mpid, v.workspace_id, v.hour)
          < (($7::bigint[])[1], ($7::bigint[])[2], ($7::bigint[])[3], ($7::bigint[])[4], ($7::bigint[])[5]))
  ORDER BY v.last_at DESC, v.member_id DESC, v.mpid DESC, v.workspace_id DESC, v.hour DESC
  LIMIT $8`;

/** Who looked at whom, newest first: of everybody, or of one reader, or everyone who saw one person. */
export async function listProfileViews(ctx: Context, input: ProfileViewsInput): Promise<AuditPage<ProfileView>> {
  requirePermission(ctx, "audit_profile_views.view");
  const { memberId, workspaceId, mpid, from, to, cursor, limit } = parseInput(profileViewsSchema, input);
  const after = cursor === undefined ? null : readCursor(cursor, 5).map(String);
  const asked = [memberId, workspaceId, mpid, from, to].map((value) => value ?? null);
  const rows = await query<ProfileView>(SQL, [ctx.accountId, ...asked, after, limit + 1]);
  return pageOf(rows, limit, (row) => [row.lastAt, row.memberId, row.mpid, row.workspaceId, row.hour].join("_"));
}
