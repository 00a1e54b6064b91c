import { query } from "../db";
import { idFloor } from "../ingest/ids";

/** Ours: how long source request ids are remembered, and how many requests a rate limit refused in an hour. */
const DEDUPE_DAYS = 60;
const REFUSED_DAYS = 60;

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Small enough that a chunk takes milliseconds and holds no lock that anybody notices. */
const CHUNK = 5_000;

async function deleteInChunks(text: string, before: string | number): Promise<number> {
  for (let total = 0; ; ) {
    const rows = await query(text, [before, CHUNK]);
    total += rows.length;
    if (rows.length < CHUNK) return total;
  }
}

/** Removes the bytes of requests received more than so many days before `now` (epoch ms). Returns how many. */
export async function removeOldRawRequests(now: number, days: number): Promise<number> {
  return deleteInChunks(
    `DELETE FROM raw_request WHERE id = ANY (ARRAY(SELECT id FROM raw_request WHERE id < $1::bigint ORDER BY id LIMIT $2))
     RETURNING 1`,
    idFloor(now - days * DAY_MS).toString(),
  );
}

/** Forgets source request ids received more than 60 days before `now` (epoch ms). Returns how many. */
export async function removeOldDedupe(now: number): Promise<number> {
  return deleteInChunks(
    `DELETE FROM dedupe WHERE ctid = ANY (ARRAY(SELECT ctid FROM dedupe WHERE day < $1::int LIMIT $2)) RETURNING 1`,
    Math.floor(now / DAY_MS) - DEDUPE_DAYS,
  );
}

/** Forgets the hours, more than 60 days before `now` (epoch ms), in which rate limits refused requests. Returns how many. */
export async function removeOldRefusedHours(now: number): Promise<number> {
  return deleteInChunks(
    `DELETE FROM rate_limit_hour
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM rate_limit_hour WHERE hour < $1::int LIMIT $2)) RETURNING 1`,
    Math.floor((now - REFUSED_DAYS * DAY_MS) / HOUR_MS),
  );
}
