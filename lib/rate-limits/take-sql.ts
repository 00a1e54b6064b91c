/** The window by which acceleration is measured, ms. */
export const WINDOW_MS = 10_000;

/** The database's clock, epoch ms: copies of the app may disagree about the time. */
const DATABASE_CLOCK = "floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/**
 * CTE `filled`: the rows of `source` as they are now. A bucket holds one second's worth and fills by the limit. By
 * acceleration a window takes at most twice what the one before took, and always a tenth of what the limit allows in
 * one (ten seconds' tenth: `per_second`); ours, since the documentation names the limit and no number. A clock that
 * went back counts as standing still.
 */
function filledSql(source: string, clock: string): string {
  return `
  moment AS MATERIALIZED (
    SELECT s.*, greatest(${clock}, s.filled_at) AS now FROM (${source}) AS s
  ), wound AS (
    SELECT owner, owner_id, traffic, per_second, limit_acceleration, now, (now / ${WINDOW_MS})::int AS window_no,
           least(per_second * 1000::bigint, millitokens + (now - filled_at) * per_second) AS millitokens,
           CASE WHEN window_no = now / ${WINDOW_MS} THEN taken ELSE 0 END AS taken,
           CASE window_no WHEN now / ${WINDOW_MS} THEN taken_before WHEN now / ${WINDOW_MS} - 1 THEN taken ELSE 0 END
             AS taken_before
    FROM moment
  ), filled AS (
    SELECT w.*, CASE WHEN limit_acceleration THEN greatest(per_second, 2 * taken_before) END AS allowance FROM wound w
  )`;
}

/** Columns of a `BucketRow` from `filled f`. */
const BUCKET_COLUMNS = `
  f.owner, f.owner_id AS "ownerId", f.traffic, f.per_second AS "perSecond", f.millitokens::float8 AS millitokens,
  f.taken, f.taken_before AS "takenBefore", f.allowance, (f.now % ${WINDOW_MS})::int AS elapsed`;

/**
 * Takes from all of some limits or from none, in one statement. $1 the limits (JSON: owner, ownerId, traffic), $2 what
 * requests of the same moment cost (JSON: cost, before; cheapest first, `before` the sum of those before it), $3 the
 * input or null. Gives each limit's row before anything was taken, and `granted`, what those that fit cost together.
 *
 * A request that costs more than a whole bucket fits a full one and leaves it in debt: it would never pass otherwise.
 * Rows are locked in order, before they are read. The disk is not waited for: a crash may forget what was taken in its
 * last moment. Refused requests write nothing but their number.
 */
export function takeSql(clock = DATABASE_CLOCK): string {
  const held = `
    SELECT l.* FROM (SELECT * FROM json_to_recordset($1::json) AS k (owner text, "ownerId" int, traffic text) LIMIT 8) AS k
    JOIN rate_limit l ON l.owner = k.owner AND l.owner_id = k."ownerId" AND l.traffic = k.traffic
    ORDER BY l.owner, l.owner_id, l.traffic FOR UPDATE OF l`;
  return `
  WITH ${filledSql(held, clock)}, room AS (
    SELECT millitokens AS room, per_second * 1000::bigint AS whole FROM filled
    UNION ALL
    SELECT (allowance - taken) * 1000::bigint, allowance * 1000::bigint FROM filled WHERE allowance IS NOT NULL
  ), asked AS MATERIALIZED (
    SELECT * FROM json_to_recordset($2::json) AS a (cost int, before int)
  ), granted AS MATERIALIZED (
    SELECT coalesce(max(a.before + a.cost), 0) AS granted FROM asked a
    WHERE NOT EXISTS (SELECT FROM room r WHERE r.room - a.before * 1000::bigint < least(a.cost * 1000::bigint, r.whole))
  ), spent AS (
    UPDATE rate_limit l
    SET millitokens = f.millitokens - g.granted * 1000::bigint, filled_at = f.now, window_no = f.window_no,
        taken = f.taken + g.granted, taken_before = f.taken_before
    FROM filled f, granted g
    WHERE l.owner = f.owner AND l.owner_id = f.owner_id AND l.traffic = f.traffic AND g.granted > 0
  ), refused AS (
    INSERT INTO rate_limit_hour AS h (input_id, hour, refused)
    SELECT $3::int, (SELECT max(now) / 3600000 FROM filled), count(*) FROM asked a, granted g
    WHERE $3::int IS NOT NULL AND a.before >= g.granted HAVING count(*) > 0
    ON CONFLICT (input_id, hour) DO UPDATE SET refused = h.refused + excluded.refused
  )
  SELECT ${BUCKET_COLUMNS}, g.granted, set_config('synchronous_commit', 'off', true) FROM filled f, granted g`;
}

/** The limits of $1 (JSON as above) as they are now; nothing is taken. */
export function readSql(clock = DATABASE_CLOCK): string {
  return `WITH ${filledSql(
    `SELECT l.* FROM json_to_recordset($1::json) AS k (owner text, "ownerId" int, traffic text)
     JOIN rate_limit l ON l.owner = k.owner AND l.owner_id = k."ownerId" AND l.traffic = k.traffic`,
    clock,
  )} SELECT ${BUCKET_COLUMNS} FROM filled f ORDER BY f.owner, f.owner_id, f.traffic`;
}

/** A limit as it stood, in this moment, before anything was taken. */
export type BucketRow = {
  readonly owner: string;
  readonly ownerId: number;
  readonly traffic: string;
  readonly perSecond: number;
  /** What may be taken, in thousandths; below 0 is debt. */
  readonly millitokens: number;
  /** Taken in the window under way, and in the one before it. */
  readonly taken: number;
  readonly takenBefore: number;
  /** What the window under way may take by acceleration; null: it is not limited. */
  readonly allowance: number | null;
  /** Of the window under way, ms. */
  readonly elapsed: number;
};
