/** More holders of one value than this are not looked at; the Decision says so. Ours. */
export const CANDIDATE_CAP = 25;

/**
 * Who holds each value of the rows (ord, scope_id, environment, type, value). One row more than the cap tells that
 * there are more.
 */
export const findHolders = (rows: string) => `
  SELECT k.ord, h.mpid
  FROM ${rows} AS k
  CROSS JOIN LATERAL (
    SELECT i.mpid FROM identity i
    WHERE i.scope_id = k.scope_id AND i.environment = k.environment::environment AND i.type = k.type AND i.value = k.value
    ORDER BY i.mpid LIMIT ${CANDIDATE_CAP + 1}
  ) AS h`;
