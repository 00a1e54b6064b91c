import { query } from "../db";
import { idFloor } from "../ingest/ids";

/** Ours: how long the bytes of a request and the memory of duplicates are kept. */
export const RAW_REQUEST_DAYS = 30;
export const DEDUPE_DAYS = 60;

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

/** Removes request bytes received before `now` less 30 days (epoch ms). Returns how many. */
export async function removeOldRawRequests(now: number): Promise<number> {
  return deleteInChunks(
    `DELETE FROM raw_request WHERE id = ANY (ARRAY(SELECT id FROM raw_request WHERE id < $1::bigint ORDER BY id LIMIT $2))
     RETURNING 1`,
    idFloor(now - RAW_REQUEST_DAYS * DAY_MS).toString(),
  );
}

/** Forgets source request ids received more than 60 days before `now` (epoch ms). Returns how many. */
export async function removeOldDedupe(now: number): Promise<number> {
  return deleteInChunks(
    `DELETE FROM dedupe WHERE ctid = ANY (ARRAY(SELECT ctid FROM dedupe WHERE day < $1::int LIMIT $2)) RETURNING 1`,
    Math.floor(now / DAY_MS) - DEDUPE_DAYS,
  );
}
