import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { IDENTITY_TYPES } from "../batch/identity-names";
import { query } from "../db";
import { parseInput } from "../parse-input";
import { siblingsOf } from "./scope";
import { searchNear } from "./search-near";
import { readSearch, type SearchQuery } from "./search-query";
import { type HitRow, hitColumns, hitsFrom } from "./search-rows";
import type { PersonEnvironment, SearchHit, SearchResult } from "./view-types";

export const searchSchema = z.object({
  workspaceId: z.number().int(),
  q: z.string().max(4096),
  type: z.enum(["mpid", ...IDENTITY_TYPES]).optional(),
  environment: z.enum(["production", "development", "both"]).default("both"),
});
export type SearchInput = z.input<typeof searchSchema>;

/** Nobody reads more; a shared device may be held by thousands. */
const MAX_HITS = 100;

/**
 * Exact look-up: the identity table by primary key for every type at once, `type:value` and the MPID, joined with the
 * people. $1 scope · $2, $9 environments · $3 types · $4 value · $5, $6 named type and value · $7 MPID · $8 workspace.
 * Two environments and no array: PostgreSQL takes an array for ten and then plans anew for every search.
 */
const EXACT_SQL = `
  SELECT h.type, ${hitColumns("$8")}
  FROM (
    (SELECT i.mpid, i.type FROM identity i
      WHERE i.scope_id = $1 AND i.environment IN ($2::environment, $9::environment) AND i.type = ANY($3::text[]) AND i.value = $4
      LIMIT ${MAX_HITS + 1})
    UNION ALL
    (SELECT i.mpid, i.type FROM identity i
      WHERE i.scope_id = $1 AND i.environment IN ($2::environment, $9::environment) AND i.type = $5 AND i.value = $6
      LIMIT ${MAX_HITS + 1})
    UNION ALL
    SELECT $7::bigint, 'mpid' WHERE $7::bigint IS NOT NULL
  ) AS h
  JOIN profile p ON p.mpid = h.mpid
  JOIN identity_scope s ON s.id = p.scope_id
  WHERE p.scope_id = $1 AND p.environment IN ($2::environment, $9::environment)`;

/**
 * Finds people by MPID or any identity within the workspace's identity scope. Exact matches in one statement; only
 * when there are none also other ways to write the value, beginnings, former identities, and batches that belong to
 * nobody. Throws `forbidden`, `not_found` for a foreign workspace, `invalid_input`.
 */
export async function search(ctx: Context, input: SearchInput): Promise<SearchResult> {
  requirePermission(ctx, "user_activity.view");
  const { workspaceId, q, type, environment } = parseInput(searchSchema, input);
  const { workspace } = siblingsOf(ctx, workspaceId);
  const environments: PersonEnvironment[] = environment === "both" ? ["production", "development"] : [environment];
  const asked = readSearch(q, type);
  const scope = { workspaceId, scopeId: workspace.identityScopeId, environments };
  const base = { value: asked.value, type: type ?? null, environment };
  if (asked.value === "") return { ...base, hits: [], more: false, near: [], batches: [], batchesRead: 0, tried: [] };
  const found = await searchExact(ctx, asked, scope);
  const exact = { ...base, hits: found.slice(0, MAX_HITS), more: found.length > MAX_HITS };
  if (found.length > 0) return { ...exact, near: [], batches: [], batchesRead: 0, tried: ["exact"] };
  return { ...exact, ...(await searchNear(ctx, asked, scope)) };
}

export type SearchScope = {
  readonly workspaceId: number;
  readonly scopeId: number;
  readonly environments: readonly PersonEnvironment[];
};

async function searchExact(ctx: Context, asked: SearchQuery, scope: SearchScope): Promise<SearchHit[]> {
  const { value, named, mpid } = asked;
  const [first, second = first] = scope.environments;
  const rows = await query<HitRow & { type: string }>(
    EXACT_SQL,
    [scope.scopeId, first, asked.types, value, named?.type, named?.value, mpid, scope.workspaceId, second],
    "people-search-exact",
  );
  const hits = hitsFrom(ctx, rows, ({ type, mpid: id }) => ({
    by: "exact",
    type,
    value: type === "mpid" ? id : type === named?.type ? named.value : value,
  }));
  return hits.sort((a, b) => b.lastSeen - a.lastSeen);
}
