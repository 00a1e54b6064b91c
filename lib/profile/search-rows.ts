import type { Context } from "../access/context";
import { type Masks, masksFor } from "../access/masking";
import { IDENTITY_TYPES } from "../batch/identity-names";
import { type IdentityRecord, isKnown } from "../identity/record";
import type { Mpid } from "../int64";
import type { Match, PersonEnvironment, SearchHit, ShownIdentity } from "./view-types";

/** A profile in a list of hits; `names` holds the JSON texts of the first and last name in the workspace. */
export type HitRow = {
  mpid: Mpid;
  environment: PersonEnvironment;
  first_seen: number;
  last_seen: number;
  identities: string;
  login_types: string[];
  names: Record<string, string> | null;
};

/** Columns of a HitRow from `profile p` joined with `identity_scope s`; the workspace is the given parameter. */
export const hitColumns = (workspaceParam: string) => `
  p.mpid, p.environment::text AS environment, p.first_seen::float8 AS first_seen, p.last_seen::float8 AS last_seen,
  p.identities, s.login_types,
  (SELECT json_object_agg(a.key, a.value) FROM user_attribute a
    WHERE a.mpid = p.mpid AND a.workspace_id = ${workspaceParam} AND a.key IN ('$firstname', '$lastname')) AS names`;

/** Rows of the same person become one hit with all its matches, in the order of the rows. */
export function hitsFrom<Row extends HitRow>(
  ctx: Context,
  rows: readonly Row[],
  matchOf: (row: Row) => Match,
): SearchHit[] {
  const hits = new Map<Mpid, { row: Row; matches: Match[] }>();
  for (const row of rows) {
    const hit = hits.get(row.mpid) ?? { row, matches: [] };
    hit.matches.push(matchOf(row));
    hits.set(row.mpid, hit);
  }
  return [...hits.values()].map(({ row, matches }) => {
    const masks = masksFor(ctx, row.environment);
    const record: IdentityRecord = JSON.parse(row.identities);
    return {
      mpid: row.mpid,
      environment: row.environment,
      known: isKnown(record, row.login_types),
      firstSeen: row.first_seen,
      lastSeen: row.last_seen,
      name: fullName(row.names, masks),
      identities: mainIdentities(record, masks),
      matches: matches.map((match) => (match.type === "mpid" ? match : { ...match, value: masks.text(match.value) })),
    };
  });
}

/** First and last name as one text; null when unknown or masked. */
export function fullName(names: Record<string, string> | null, masks: Masks): string | null {
  if (!names || masks.masked) return null;
  const parts = ["$firstname", "$lastname"].flatMap((key) => {
    const value: unknown = JSON.parse(names[key] ?? "null");
    return typeof value === "string" && value.trim() !== "" ? [value.trim()] : [];
  });
  return parts.length > 0 ? parts.join(" ") : null;
}

const MAIN_TYPES = 3;

/** The present value of the first few types that the record has, in the order of the identity table. */
export function mainIdentities(record: IdentityRecord, masks: Masks): ShownIdentity[] {
  const order = ["customer_id", "email", "mobile_number", ...IDENTITY_TYPES];
  return [...new Set(order)]
    .flatMap((type) => {
      const [latest] = record[type] ?? [];
      return latest ? [{ type, value: masks.text(latest.v) }] : [];
    })
    .slice(0, MAIN_TYPES);
}
