import { z } from "zod";
import { query } from "../db";
import type { Context } from "./context";
import { ROLES } from "./permissions";
import { readSession, type Session } from "./session-cookie";

const rowSchema = z.object({
  id: z.number(),
  name: z.string(),
  email: z.string(),
  theme: z.enum(["system", "light", "dark"]).catch("system"),
  time_zone: z.enum(["browser", "utc", "workspace"]).catch("browser"),
  role: z.string(),
  account_id: z.number(),
  account_name: z.string(),
  org_id: z.number(),
  workspaces: z.array(
    z.object({ id: z.number(), name: z.string(), identityScopeId: z.number(), timeZone: z.string() }),
  ),
});

/** One statement per request: whether the session still counts, the role, and the account's workspaces. */
const CONTEXT_SQL = `
  SELECT m.id, m.name, m.email, m.theme, m.time_zone, s.role, s.account_id, a.name AS account_name, a.org_id,
         (SELECT coalesce(json_agg(json_build_object('id', w.id, 'name', w.name,
                   'identityScopeId', w.identity_scope_id, 'timeZone', w.time_zone) ORDER BY w.id), '[]')
            FROM workspace w WHERE w.account_id = s.account_id) AS workspaces
  FROM member m
  JOIN membership s ON s.member_id = m.id AND s.disabled_at IS NULL
  JOIN account a ON a.id = s.account_id
  WHERE m.id = $1 AND m.session_version = $2
  ORDER BY ($3::int IS NOT NULL AND EXISTS (
    SELECT FROM workspace w WHERE w.account_id = s.account_id AND w.id = $3::int)) DESC, s.account_id
  LIMIT 1`;

/**
 * Who asks, with role and workspaces as they are now. Null when the session no longer counts or the member has no
 * account, or an unknown role. Of several accounts the one that holds `workspaceId`.
 */
export async function contextOf(session: Session, requestId: string, workspaceId?: number): Promise<Context | null> {
  const rows = await query(
    CONTEXT_SQL,
    [session.memberId, session.sessionVersion, workspaceId ?? null],
    "session-context",
  );
  const [found] = rows;
  if (!found) return null;
  const row = rowSchema.parse(found);
  const role = ROLES.find((known) => known === row.role);
  if (!role) return null;
  return {
    member: { id: row.id, name: row.name, email: row.email, theme: row.theme, timeZone: row.time_zone },
    orgId: row.org_id,
    accountId: row.account_id,
    accountName: row.account_name,
    role,
    workspaces: row.workspaces,
    requestId,
  };
}

/** Who asks, from the Cookie header of a request; null when nobody is signed in. */
export async function contextFromCookies(
  cookieHeader: string | null | undefined,
  requestId: string,
  workspaceId?: number,
): Promise<Context | null> {
  const session = await readSession(cookieHeader);
  return session && (await contextOf(session, requestId, workspaceId));
}
