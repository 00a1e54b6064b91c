import type { TestDatabase } from "./database";

/** What must be true of any database, whatever was sent to it. */
export async function invariants(db: TestDatabase) {
  const one = async (statement: string) => (await db.query<{ n: number }>(statement))[0]?.n;
  return {
    "unique values on several records": await one(
      `SELECT count(*)::int AS n FROM (SELECT 1 FROM identity WHERE type = 'customer_id'
       GROUP BY scope_id, environment, value HAVING count(*) > 1) AS twice`,
    ),
    "records that differ from the look-up table": await one(
      `SELECT count(*)::int AS n FROM (
         (SELECT p.mpid, t.key AS type, e->>'v' AS value FROM profile p, jsonb_each(p.identities::jsonb) AS t (key, entries),
            jsonb_array_elements(t.entries) AS e EXCEPT SELECT mpid, type, value FROM identity)
         UNION ALL
         (SELECT mpid, type, value FROM identity EXCEPT SELECT p.mpid, t.key, e->>'v' FROM profile p,
            jsonb_each(p.identities::jsonb) AS t (key, entries), jsonb_array_elements(t.entries) AS e)
       ) AS different`,
    ),
    "batches of nobody that exists": await one(
      "SELECT count(*)::int AS n FROM batch b WHERE mpid IS NOT NULL AND NOT EXISTS (SELECT FROM profile p WHERE p.mpid = b.mpid)",
    ),
    "profiles that no batch created": await one(
      "SELECT count(*)::int AS n FROM profile p WHERE NOT EXISTS (SELECT FROM batch b WHERE b.mpid = p.mpid AND b.outcome = 'created')",
    ),
    "gaps in the numbers": await one(
      `SELECT count(*)::int AS n FROM (SELECT 1 FROM batch b JOIN workspace_counter c USING (workspace_id)
       GROUP BY workspace_id HAVING count(*) <> max(b.seq) OR min(b.seq) <> 1 OR max(b.seq) <> max(c.seq)
         OR count(DISTINCT b.seq) <> count(*)) AS gaps`,
    ),
    "batches without their events": await one(
      `SELECT count(*)::int AS n FROM batch b WHERE outcome IN ('created', 'updated', 'unresolved', 'not_associated')
       AND event_count <> (SELECT count(*) FROM event e WHERE e.batch_id = b.id)`,
    ),
    "names that the counter does not know of": await one(
      `SELECT count(*)::int AS n FROM workspace_counter c
       WHERE event_names <> (SELECT count(*) FROM event_name n WHERE n.workspace_id = c.workspace_id)`,
    ),
  };
}
export const SOUND = {
  "unique values on several records": 0,
  "records that differ from the look-up table": 0,
  "batches of nobody that exists": 0,
  "profiles that no batch created": 0,
  "gaps in the numbers": 0,
  "batches without their events": 0,
  "names that the counter does not know of": 0,
};
