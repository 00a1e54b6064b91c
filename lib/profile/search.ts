import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { IDENTITY_TYPES } from "../batch/identity-names";
import { parseInput } from "../parse-input";
import { findExact } from "./search-exact";
import { searchNear } from "./search-near";
import { readSearch, type SearchQuery } from "./search-query";
import { hitsFrom } from "./search-rows";
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

export type SearchScope = {
  readonly workspaceId: number;
  readonly scopeId: number;
  readonly environments: readonly PersonEnvironment[];
};

async function searchExact(ctx: Context, asked: SearchQuery, scope: SearchScope): Promise<SearchHit[]> {
  const { value, type, named, mpid } = asked;
  const rows = await Promise.all([
    findExact({ ...scope, ...(type === "mpid" ? { value: null, type: null } : { value, type }), mpid }),
    ...(named ? [findExact({ ...scope, ...named, mpid: null })] : []),
  ]);
  const hits = hitsFrom(ctx, rows.flat(), ({ type: matched, value: text }) => ({
    by: "exact",
    type: matched,
    value: text,
  }));
  return hits.sort((a, b) => b.lastSeen - a.lastSeen);
}
