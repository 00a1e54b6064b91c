import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { IDENTITY_TYPES } from "../batch/identity-names";
import { query } from "../db";
import { parseInput } from "../parse-input";
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

/** $1 scope · $2, $3 environments · $4 workspace. Two environments and no array: PostgreSQL takes an array for ten. */
const exactSql = (type: string, from: string) => `
  SELECT ${type} AS type, ${hitColumns("$4")}
  FROM ${from} AND p.scope_id = $1 AND p.environment IN ($2::environment, $3::environment)
  LIMIT ${MAX_HITS + 1}`;

/** The identity table by primary key. $5 value */
const byIdentity = (types: string) =>
  exactSql(
    "i.type",
    `identity i JOIN profile p ON p.mpid = i.mpid
     WHERE i.scope_id = $1 AND i.environment IN ($2::environment, $3::environment) AND ${types} AND i.value = $5`,
  );

/**
 * A statement for each kind of question. The types are written out: sent along they are read anew for every search.
 */
const EXACT_SQL = {
  anyType: byIdentity(`i.type = ANY('{${IDENTITY_TYPES.join(",")}}'::text[])`),
  /** $6 type */
  oneType: byIdentity("i.type = $6"),
  /** $5 MPID */
  mpid: exactSql("'mpid'", "profile p WHERE p.mpid = $5"),
};

/**
 * Finds people by MPID or any identity within the workspace's identity scope. Exact matches in one statement; only
 * when there are none also other ways to write the value, beginnings, former identities, and batches that belong to
 * nobody. Throws `forbidden`, `not_found` for a foreign workspace, `invalid_input`.
 */
export async function search(ctx: Context, input: SearchInput): Promise<SearchResult> {
  requirePermission(ctx, "user_activity.view");
  const { workspaceId, q, type, environment } = parseInput(searchSchema, input);
  const workspace = requireWorkspace(ctx, workspaceId);
  const environments: PersonEnvironment[] = environment === "both" ? ["production", "development"] : [environment];
  const asked = readSearch(q, type);
  const scope = { workspaceId, scopeId: workspace.identityScopeId, environments };
  const base = { value: asked.value, type: asked.type, environment };
  if (asked.value === "") return { ...base, hits: [], more: false, near: [], batches: [], batchesRead: 0, tried: [] };
  const found = await searchExact(ctx, asked, scope);
  const exact = { ...base, hits: found.slice(0, MAX_HITS), more: found.length > MAX_HITS };
  if (found.length > 0) return { ...exact, near: [], batches: [], batchesRead: 0, tried: ["exact"] };
  return { ...exact, ...(await searchNear(ctx, asked, scope)) };
}

type ExactRow = HitRow & { type: string };

export type SearchScope = {
  readonly workspaceId: number;
  readonly scopeId: number;
  readonly environments: readonly PersonEnvironment[];
};

async function searchExact(ctx: Context, asked: SearchQuery, scope: SearchScope): Promise<SearchHit[]> {
  const { value, type, named, mpid } = asked;
  const [first, second = first] = scope.environments;
  const find = (kind: keyof typeof EXACT_SQL, ...more: string[]) =>
    query<ExactRow>(
      EXACT_SQL[kind],
      [scope.scopeId, first, second, scope.workspaceId, ...more],
      `people-search-${kind}`,
    );
  const found = await Promise.all([
    ...(type === null ? [find("anyType", value)] : type === "mpid" ? [] : [find("oneType", value, type)]),
    ...(named ? [find("oneType", named.value, named.type)] : []),
    ...(mpid ? [find("mpid", mpid)] : []),
  ]);
  const hits = hitsFrom(ctx, found.flat(), ({ type: matched, mpid: id }) => ({
    by: "exact",
    type: matched,
    value: matched === "mpid" ? id : matched === named?.type ? named.value : value,
  }));
  return hits.sort((a, b) => b.lastSeen - a.lastSeen);
}
