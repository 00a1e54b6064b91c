import type { IdentityType } from "../batch/identity-names";
import { query } from "../db";
import { gathered } from "../gathered";
import type { Mpid } from "../int64";
import { type HitRow, hitColumns } from "./search-rows";
import type { PersonEnvironment } from "./view-types";

/** Whoever holds the value, as that type or as any, and the MPID itself; null asks for nothing. */
export type ExactQuestion = {
  readonly scopeId: number;
  readonly workspaceId: number;
  readonly environments: readonly PersonEnvironment[];
  readonly value: string | null;
  readonly type: IdentityType | null;
  readonly mpid: Mpid | null;
};

/** With what matched: an identity type or `mpid`, and the value. */
export type ExactRow = HitRow & { readonly type: string; readonly value: string };

/** Rows for one question; a shared device may be held by thousands. */
const MAX_ROWS = 101;

/**
 * $1 Questions as JSON, of any workspaces: a row is of the scope that its own question names. A value is looked up by
 * `identity_value`, whatever its type. JSON, because PostgreSQL plans anew for every length of a list that it can see.
 */
const EXACT_SQL = `
  SELECT q.place, h.type, h.value, ${hitColumns('q."workspaceId"')}
  FROM json_to_recordset($1::json) AS q (place int, "scopeId" int, "workspaceId" int, environments environment[],
                                         value text, type text, mpid bigint)
  CROSS JOIN LATERAL (
    (SELECT i.mpid, i.type, i.value FROM identity i
      WHERE i.scope_id = q."scopeId" AND i.value = q.value COLLATE "C" AND i.environment = ANY(q.environments)
        AND (q.type IS NULL OR i.type = q.type)
      LIMIT ${MAX_ROWS})
    UNION ALL
    SELECT q.mpid, 'mpid', q.mpid::text WHERE q.mpid IS NOT NULL
  ) AS h
  JOIN profile p ON p.mpid = h.mpid AND p.scope_id = q."scopeId" AND p.environment = ANY(q.environments)`;

async function findAll(questions: readonly ExactQuestion[]): Promise<ExactRow[][]> {
  const asked = JSON.stringify(questions.map((question, place) => ({ ...question, place })));
  const rows = await query<ExactRow & { place: number }>(EXACT_SQL, [asked], "people-search-exact");
  const answers = questions.map((): ExactRow[] => []);
  for (const row of rows) answers[row.place]?.push(row);
  return answers;
}

/** People by an exact value or MPID. Questions that come at the same time go to the database together. */
export const findExact = gathered(findAll, 50);
