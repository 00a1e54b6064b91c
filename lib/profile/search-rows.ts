import type { Context } from "../access/context";
import { type Masks, masksFor } from "../access/masking";
import { IDENTITY_TYPES } from "../batch/identity-names";
import { type IdentityRecord, isKnown } from "../identity/record";
import type { Mpid } from "../int64";
import type { Match, PersonEnvironment, SearchHit, ShownIdentity } from "./view-types";

/** A profile in a list of hits; the names are the JSON texts of the workspace's attributes. */
export type HitRow = {
  mpid: Mpid;
  environment: PersonEnvironment;
  first_seen: number;
  last_seen: number;
  identities: string;
  login_types: string[];
  first_name: string | null;
  last_name: string | null;
};

/** Columns of a HitRow from `profile p`; the workspace is the given parameter. */
export const hitColumns = (workspaceParam: string) => `
  p.mpid, p.environment::text AS environment, p.first_seen::float8 AS first_seen, p.last_seen::float8 AS last_seen,
  p.identities, (SELECT s.login_types FROM identity_scope s WHERE s.id = p.scope_id) AS login_types,
  ${attribute("$firstname", workspaceParam)} AS first_name, ${attribute("$lastname", workspaceParam)} AS last_name`;

const attribute = (key: string, workspaceParam: string) => `
  (SELECT a.value FROM user_attribute a
    WHERE a.mpid = p.mpid AND a.workspace_id = ${workspaceParam} AND a.key = '${key}')`;

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
      name: fullName(row.first_name, row.last_name, masks),
      identities: mainIdentities(record, masks),
      matches: matches.map((match) => (match.type === "mpid" ? match : { ...match, value: masks.text(match.value) })),
    };
  });
}

/** First and last name, given as JSON texts, as one text; null when unknown or masked. */
export function fullName(first: string | null, last: string | null, masks: Masks): string | null {
  if (masks.masked) return null;
  const parts = [nameIn(first), nameIn(last)].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(" ") : null;
}

function nameIn(json: string | null): string {
  const value: unknown = json === null ? null : JSON.parse(json);
  return typeof value === "string" ? value.trim() : "";
}

const MAIN_TYPES = 3;
const MAIN_ORDER = new Set(["customer_id", "email", "mobile_number", ...IDENTITY_TYPES]);

/** The present value of the first few types that the record has, in the order of the identity table. */
export function mainIdentities(record: IdentityRecord, masks: Masks): ShownIdentity[] {
  const shown: ShownIdentity[] = [];
  for (const type of MAIN_ORDER) {
    const latest = record[type]?.[0];
    if (latest) shown.push({ type, value: masks.text(latest.v) });
    if (shown.length === MAIN_TYPES) break;
  }
  return shown;
}
