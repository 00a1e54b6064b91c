import type { Context } from "../access/context";
import { masksFor } from "../access/masking";
import { query } from "../db";
import type { Outcome } from "../explain/decision";
import type { Int64 } from "../int64";
import type { SearchScope } from "./search";
import { endOfPrefix, type SearchQuery, stemsOf, variantsOf } from "./search-query";
import { type HitRow, hitColumns, hitsFrom } from "./search-rows";
import type { Match, SearchHit, SearchResult, UnresolvedBatch } from "./view-types";

const MAX_NEAR = 25;
/** Batches of the workspace whose bodies are read for the value: the latest ones, by the stream's index. */
const BATCHES_READ = 2_000;
const MAX_BATCHES = 10;

type MatchRow = HitRow & { type: string; value: string; until: number | null };

/** Rows (type, value, mpid, until) become people. $1 scope · $2 environments · $3 workspace; the query's own follow. */
const people = (found: string) => `
  SELECT h.type, h.value, h.until::float8 AS until, ${hitColumns("$3")}
  FROM (${found}) AS h
  JOIN profile p ON p.mpid = h.mpid
  WHERE p.scope_id = $1 AND p.environment = ANY($2::environment[])`;

const NORMALISED_SQL = people(`
  (SELECT i.type, i.value, i.mpid, NULL::bigint AS until FROM identity i
    WHERE i.scope_id = $1 AND i.environment = ANY($2::environment[]) AND i.type = ANY($4::text[])
      AND i.value = ANY($5::text[]) LIMIT ${MAX_NEAR})
  UNION ALL
  (SELECT i.type, i.value, i.mpid, NULL FROM identity i
    WHERE i.scope_id = $1 AND i.environment = ANY($2::environment[]) AND i.type = 'email' AND i.value <> lower(i.value)
      AND lower(i.value) = $6 AND 'email' = ANY($4::text[]) LIMIT ${MAX_NEAR})`);

/** A range per environment and type, so that each is one short walk along the primary key. */
const PREFIX_SQL = people(`
  SELECT i.type, i.value, i.mpid, NULL::bigint AS until
  FROM unnest($2::environment[]) AS e (environment)
  CROSS JOIN unnest($4::text[]) WITH ORDINALITY AS t (type, ord)
  CROSS JOIN LATERAL (
    SELECT i.type, i.value, i.mpid FROM identity i
    WHERE i.scope_id = $1 AND i.environment = e.environment AND i.type = t.type COLLATE "C"
      AND i.value >= $5 COLLATE "C" AND i.value < $6 COLLATE "C"
    ORDER BY i.value LIMIT ${MAX_NEAR}
  ) AS i
  ORDER BY t.ord, i.value LIMIT ${MAX_NEAR}`);

const FORMER_SQL = people(`
  SELECT f.type, f.value, f.mpid, f.removed_at AS until FROM former_identity f
  WHERE f.scope_id = $1 AND f.environment = ANY($2::environment[]) AND f.type = ANY($4::text[])
    AND f.value = ANY($5::text[]) LIMIT ${MAX_NEAR}`);

const BATCHES_SQL = `
  SELECT b.id, b.received_at::float8 AS received_at, b.outcome, n.name AS input_name
  FROM (SELECT id, received_at, outcome, input_id, environment, body FROM batch
        WHERE workspace_id = $1 ORDER BY seq DESC LIMIT ${BATCHES_READ}) AS b
  JOIN input n ON n.id = b.input_id
  WHERE b.outcome IN ('not_associated', 'unresolved', 'dropped') AND b.environment = ANY($2::environment[])
    AND (strpos(b.body, $3) > 0 OR strpos(b.body, $4) > 0)
  ORDER BY b.id DESC LIMIT ${MAX_BATCHES}`;

type Near = Pick<SearchResult, "near" | "batches" | "batchesRead" | "tried">;

/**
 * What may be meant when nothing matches exactly. Beginnings are not looked up where the reader's values are masked:
 * they would tell the values letter by letter.
 */
export async function searchNear(ctx: Context, asked: SearchQuery, scope: SearchScope): Promise<Near> {
  const [normalised, former, prefix, batches] = await Promise.all([
    findNormalised(ctx, asked, scope),
    findFormer(ctx, asked, scope),
    findByPrefix(ctx, asked, scope),
    findBatches(asked, scope),
  ]);
  const seen = new Set<string>();
  const near = [...normalised, ...former, ...prefix].filter(({ mpid }) => !seen.has(mpid) && seen.add(mpid));
  return {
    near: near.slice(0, MAX_NEAR),
    batches,
    batchesRead: BATCHES_READ,
    tried: ["exact", "normalised", "prefix", "former"],
  };
}

async function findNormalised(ctx: Context, { value, named, types }: SearchQuery, scope: SearchScope) {
  const meant = named?.value ?? value;
  return rowsToHits(
    ctx,
    "normalised",
    await query<MatchRow>(
      NORMALISED_SQL,
      [scope.scopeId, scope.environments, scope.workspaceId, types, variantsOf(meant), meant.toLowerCase()],
      "people-search-normalised",
    ),
  );
}

async function findFormer(ctx: Context, { value, named, types }: SearchQuery, scope: SearchScope) {
  const meant = named?.value ?? value;
  return rowsToHits(
    ctx,
    "former",
    await query<MatchRow>(
      FORMER_SQL,
      [
        scope.scopeId,
        scope.environments,
        scope.workspaceId,
        named ? [named.type] : types,
        [meant, ...variantsOf(meant)],
      ],
      "people-search-former",
    ),
  );
}

async function findByPrefix(ctx: Context, { value, named, types }: SearchQuery, scope: SearchScope) {
  const environments = scope.environments.filter((environment) => !masksFor(ctx, environment).masked);
  if (environments.length === 0) return [];
  for (const stem of stemsOf(named?.value ?? value)) {
    const rows = await query<MatchRow>(
      PREFIX_SQL,
      [scope.scopeId, environments, scope.workspaceId, named ? [named.type] : types, stem, endOfPrefix(stem)],
      "people-search-prefix",
    );
    if (rows.length > 0) return rowsToHits(ctx, "prefix", rows);
  }
  return [];
}

function rowsToHits(ctx: Context, by: Match["by"], rows: readonly MatchRow[]): SearchHit[] {
  return hitsFrom(ctx, rows, ({ type, value, until }) => ({ by, type, value, ...(until === null ? {} : { until }) }));
}

type BatchRow = { id: Int64; received_at: number; outcome: Outcome; input_name: string };

/** Batches that nobody got and whose stored JSON holds the value as a whole text, or names the MPID. */
async function findBatches({ value, named, mpid }: SearchQuery, scope: SearchScope): Promise<UnresolvedBatch[]> {
  const text = JSON.stringify(named?.value ?? value);
  const rows = await query<BatchRow>(
    BATCHES_SQL,
    [scope.workspaceId, scope.environments, text, mpid ? `"mpid":${mpid},` : text],
    "people-search-batches",
  );
  return rows.map((row) => ({
    id: row.id,
    receivedAt: row.received_at,
    inputName: row.input_name,
    outcome: row.outcome,
  }));
}
