import type { Mpid } from "../int64";

/** More holders of one value than this are not looked at; the Decision says so. Ours. */
export const CANDIDATE_CAP = 25;

/**
 * Who holds each value: $1 scope ids, $2 environments, $3 types, $4 values, arrays of the same length.
 * One row more than the cap tells that there are more.
 */
export const FIND_HOLDERS_SQL = `
  SELECT k.ord::int AS ord, h.mpid
  FROM unnest($1::int[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS k (scope_id, environment, type, value, ord)
  CROSS JOIN LATERAL (
    SELECT i.mpid FROM identity i
    WHERE i.scope_id = k.scope_id AND i.environment = k.environment::environment AND i.type = k.type AND i.value = k.value
    ORDER BY i.mpid LIMIT ${CANDIDATE_CAP + 1}
  ) AS h`;

/** `ord` counts from 1 in the order of the arrays. */
export type HolderRow = { ord: number; mpid: Mpid };
