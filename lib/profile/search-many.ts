import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { IDENTITY_TYPES } from "../batch/identity-names";
import { query } from "../db";
import { type Mpid, toMpid } from "../int64";
import { parseInput } from "../parse-input";
import { siblingsOf } from "./scope";
import type { LookupRow, PersonEnvironment } from "./view-types";

export const MAX_LOOKUPS = 1_000;
/** People shown for one value; a shared device may have thousands. */
const MAX_PEOPLE = 5;

export const searchManySchema = z.object({
  workspaceId: z.number().int(),
  values: z.array(z.string().max(4096)).max(MAX_LOOKUPS),
  type: z.enum(["mpid", ...IDENTITY_TYPES]).optional(),
  environment: z.enum(["production", "development", "both"]).default("both"),
});
export type SearchManyInput = z.input<typeof searchManySchema>;

/** $1 scope · $2 environments · $3 types · $4 values · $5 MPIDs of the values that are one. */
const MANY_SQL = `
  SELECT k.ord::int AS ord, h.type, h.mpid, p.environment::text AS environment, p.last_seen::float8 AS last_seen
  FROM unnest($4::text[], $5::bigint[]) WITH ORDINALITY AS k (value, mpid, ord)
  CROSS JOIN LATERAL (
    (SELECT i.mpid, i.type FROM identity i
      WHERE i.scope_id = $1 AND i.environment = ANY($2::environment[]) AND i.type = ANY($3::text[])
        AND i.value = k.value COLLATE "C"
      LIMIT 50)
    UNION ALL
    SELECT k.mpid, 'mpid' WHERE k.mpid IS NOT NULL
  ) AS h
  JOIN profile p ON p.mpid = h.mpid
  WHERE p.scope_id = $1 AND p.environment = ANY($2::environment[])
  ORDER BY k.ord, p.last_seen DESC`;

type Row = { ord: number; type: string; mpid: Mpid; environment: PersonEnvironment; last_seen: number };

/**
 * Looks up to 1,000 identifiers up in one statement, exactly. One row per given value, in the same order, with the
 * people who hold it (at most five, seen last first). Throws `forbidden`, `not_found`.
 */
export async function searchMany(ctx: Context, input: SearchManyInput): Promise<LookupRow[]> {
  requirePermission(ctx, "user_activity.view");
  const { workspaceId, values, type, environment } = parseInput(searchManySchema, input);
  const { workspace } = siblingsOf(ctx, workspaceId);
  const cleaned = values.map((value) => value.replaceAll("\u0000", "\ufffd").trim());
  const wantsMpid = !type || type === "mpid";
  const rows = await query<Row>(
    MANY_SQL,
    [
      workspace.identityScopeId,
      environment === "both" ? ["production", "development"] : [environment],
      type === "mpid" ? [] : type ? [type] : IDENTITY_TYPES,
      cleaned,
      cleaned.map((value) => (wantsMpid ? toMpid(value) : null)),
    ],
    "people-search-many",
  );
  const found = new Map<number, Row[]>();
  for (const row of rows) found.set(row.ord - 1, [...(found.get(row.ord - 1) ?? []), row]);
  return cleaned.map((value, index) => ({ value, people: peopleOf(found.get(index) ?? []) }));
}

function peopleOf(rows: readonly Row[]): LookupRow["people"] {
  const people = new Map<Mpid, Row[]>();
  for (const row of rows) people.set(row.mpid, [...(people.get(row.mpid) ?? []), row]);
  return [...people.values()].slice(0, MAX_PEOPLE).flatMap((matches) => {
    const [first] = matches;
    if (!first) return [];
    const { mpid, environment, last_seen: lastSeen } = first;
    return [{ mpid, environment, lastSeen, matchedTypes: matches.map((match) => match.type) }];
  });
}
