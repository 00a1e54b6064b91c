import { query } from "../db";
import type { IdentitySettings } from "../identity/settings";

/** Profiles and values that are looked at; what is beyond is not counted, and the answer says so. */
const PROFILES = 10_000;
const VALUES = 200_000;

/** What a change of settings means for what is stored now. */
export type IdentityChangeFacts = {
  /** Per type that becomes unique: its values that sit on more than one profile. `atLeast`: not all were counted. */
  readonly shared: readonly {
    readonly type: string;
    readonly values: number;
    readonly atLeast: boolean;
    /** Becomes immutable, too: then nobody takes a value from another profile. */
    readonly immutable: boolean;
  }[];
  /** Of the newest profiles, how many the login types turn; null when they stay the same. */
  readonly turned: {
    readonly known: number;
    readonly anonymous: number;
    readonly lookedAt: number;
    /** Every profile of the scope was looked at. */
    readonly all: boolean;
  } | null;
  /** Types that look nobody up any more, and that begin to. */
  readonly leaving: readonly string[];
  readonly joining: readonly string[];
};

/** Reads the facts in two statements at most, each bounded. */
export async function identityChangeFacts(
  scopeId: number,
  before: IdentitySettings,
  after: IdentitySettings,
): Promise<IdentityChangeFacts> {
  const become = without(after.uniqueTypes, before.uniqueTypes);
  const isSameLogin =
    without(after.loginTypes, before.loginTypes).length + without(before.loginTypes, after.loginTypes).length === 0;
  const [shared, turned] = await Promise.all([
    become.length > 0 ? sharedValues(scopeId, become, after.immutableTypes) : [],
    isSameLogin ? null : turnedProfiles(scopeId, before.loginTypes, after.loginTypes),
  ]);
  return {
    shared,
    turned,
    leaving: without(before.priority, after.priority),
    joining: without(after.priority, before.priority),
  };
}

function without(types: readonly string[], others: readonly string[]): string[] {
  return types.filter((type) => !others.includes(type));
}

async function sharedValues(
  scopeId: number,
  types: readonly string[],
  immutableTypes: readonly string[],
): Promise<IdentityChangeFacts["shared"]> {
  const rows = await query<{ type: string; values: number; rows: number }>(
    `SELECT t.type, coalesce(sum(s.shared), 0)::int AS values, coalesce(sum(s.rows), 0)::int AS rows
     FROM unnest($2::text[]) WITH ORDINALITY AS t (type, ord)
     LEFT JOIN LATERAL (
       SELECT count(*) FILTER (WHERE v.holders > 1) AS shared, sum(v.holders) AS rows
       FROM (
         SELECT count(*) AS holders
         FROM (
           SELECT i.environment, i.value FROM identity i
           WHERE i.scope_id = $1 AND i.environment IN ('production', 'development') AND i.type = t.type LIMIT $3
         ) AS seen
         GROUP BY environment, value
       ) AS v
     ) AS s ON true
     GROUP BY t.ord, t.type ORDER BY t.ord`,
    [scopeId, types, VALUES],
  );
  return rows.map(({ type, values, rows: seen }) => {
    return { type, values, atLeast: seen >= VALUES, immutable: immutableTypes.includes(type) };
  });
}

async function turnedProfiles(
  scopeId: number,
  before: readonly string[],
  after: readonly string[],
): Promise<NonNullable<IdentityChangeFacts["turned"]>> {
  const newest = (environment: string) => `
    (SELECT identities, first_seen FROM profile WHERE scope_id = $1 AND environment = '${environment}'
     ORDER BY first_seen DESC LIMIT $4)`;
  const [row] = await query<{ known: number; anonymous: number; seen: number }>(
    `SELECT count(*) FILTER (WHERE will AND NOT was)::int AS known, count(*) FILTER (WHERE was AND NOT will)::int AS anonymous,
            count(*)::int AS seen
     FROM (
       SELECT identities::jsonb ?| $2::text[] AS was, identities::jsonb ?| $3::text[] AS will
       FROM (${newest("production")} UNION ALL ${newest("development")} ORDER BY first_seen DESC LIMIT $4) AS newest
     ) AS turned`,
    [scopeId, before, after, PROFILES],
  );
  const { known = 0, anonymous = 0, seen = 0 } = row ?? {};
  return { known, anonymous, lookedAt: seen, all: seen < PROFILES };
}
