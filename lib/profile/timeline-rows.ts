import { query } from "../db";
import { idFloor, idTime } from "../ingest/ids";
import type { Int64, Mpid } from "../int64";
import type { AliasedEvents } from "./require-person";
import type { Cursor, TimelineBatch, TimelineEvent } from "./view-types";

/** What a page may be narrowed to; null leaves it open. Times are event times. */
export type Filters = {
  readonly workspaceIds: readonly number[];
  readonly from: number | null;
  /** Exclusive. */
  readonly to: number | null;
  readonly inputIds: readonly number[] | null;
  readonly types: readonly string[] | null;
  /** `type\u0000name` pairs. */
  readonly names: readonly string[] | null;
  readonly devices: readonly string[] | null;
};

export type Direction = "older" | "newer";

const MAX_INT64 = 2n ** 63n - 1n;
const FIRST: Record<Direction, Cursor> = {
  older: { time: Number.MAX_SAFE_INTEGER, id: MAX_INT64.toString() as Int64 },
  newer: { time: Number.MIN_SAFE_INTEGER, id: "0" as Int64 },
};

/** Whose events a walk is along, and its bounds, as expressions. */
type Walk = { readonly mpid: string; readonly from: string; readonly to: string };
const OWN: Walk = { mpid: "$1", from: "$4::bigint", to: "$5::bigint" };

/**
 * One walk along `event_timeline`: rows beyond the cursor, next ones first. The order names the table: a bare event_time
 * would be the converted output column, which no index has.
 */
const eventsSql = (direction: Direction, { mpid, from, to } = OWN) => {
  const [beyond, order] = direction === "older" ? ["<", "DESC"] : [">", "ASC"];
  return `
    SELECT id, batch_id, batch_index, event_type, name, event_time::float8 AS event_time
    FROM event
    WHERE mpid = ${mpid} AND (event_time, id) ${beyond} ($2::bigint, $3::bigint)
      AND event_time >= ${from} AND event_time < ${to} AND workspace_id = ANY($6::int[])
      AND ($7::int[] IS NULL OR input_id = ANY($7::int[]))
      AND ($8::text[] IS NULL OR event_type = ANY($8::text[]))
      AND ($9::text[] IS NULL OR event_type || E'\\x1f' || coalesce(name, '') = ANY($9::text[]))
      AND ($10::text[] IS NULL OR das = ANY($10::text[]))
    ORDER BY event.event_time ${order}, event.id ${order} LIMIT $11`;
};
/** Every parameter is always there, so that each direction is one prepared statement whatever the filters. */
export const EVENTS_SQL = { older: eventsSql("older"), newer: eventsSql("newer") };

/** The same walk along each source of an alias, within its window ($1 MPIDs · $12 starts · $13 ends), merged. */
const aliasedSql = (direction: Direction) => {
  const order = direction === "older" ? "DESC" : "ASC";
  const walk = { mpid: "a.mpid", from: "greatest($4::bigint, a.start_at)", to: "least($5::bigint, a.end_at + 1)" };
  return `
    SELECT e.*, a.mpid AS aliased_from
    FROM (SELECT unnest($1::bigint[]) AS mpid, unnest($12::bigint[]) AS start_at, unnest($13::bigint[]) AS end_at) AS a
    CROSS JOIN LATERAL (${eventsSql(direction, walk)}) AS e
    ORDER BY e.event_time ${order}, e.id ${order} LIMIT $11`;
};
export const ALIASED_SQL = { older: aliasedSql("older"), newer: aliasedSql("newer") };

type EventRow = {
  id: Int64;
  batch_id: Int64;
  batch_index: number;
  event_type: string;
  name: string | null;
  event_time: number;
  aliased_from?: Mpid;
};

export async function readEvents(
  mpid: Mpid,
  direction: Direction,
  cursor: Cursor | null,
  filters: Filters,
  limit: number,
): Promise<TimelineEvent[]> {
  const rows = await query<EventRow>(
    EVENTS_SQL[direction],
    [mpid, ...place(direction, cursor, filters), limit],
    `timeline-events-${direction}`,
  );
  return rows.map(timelineEvent);
}

/** Events that the person has by alias; without an alias no statement. */
export async function readAliasedEvents(
  aliases: readonly AliasedEvents[],
  direction: Direction,
  cursor: Cursor | null,
  filters: Filters,
  limit: number,
): Promise<TimelineEvent[]> {
  if (aliases.length === 0) return [];
  const [mpids, starts, ends] = aliasColumns(aliases);
  const rows = await query<EventRow>(
    ALIASED_SQL[direction],
    [mpids, ...place(direction, cursor, filters), limit, starts, ends],
    `timeline-aliased-${direction}`,
  );
  return rows.map(timelineEvent);
}

/** Aliases as arrays for `unnest`: MPIDs, starts, ends. */
export function aliasColumns(aliases: readonly AliasedEvents[]): [Mpid[], number[], number[]] {
  return [aliases.map(({ mpid }) => mpid), aliases.map(({ start }) => start), aliases.map(({ end }) => end)];
}

/** The parameters $2 to $10. */
function place(direction: Direction, cursor: Cursor | null, filters: Filters): readonly unknown[] {
  const { time, id } = cursor ?? FIRST[direction];
  const { from, to, workspaceIds, inputIds, types, names, devices } = filters;
  const bounds = [from ?? Number.MIN_SAFE_INTEGER, to ?? Number.MAX_SAFE_INTEGER];
  return [time, id, ...bounds, workspaceIds, inputIds, types, names, devices];
}

function timelineEvent(row: EventRow): TimelineEvent {
  return {
    kind: "event",
    id: row.id,
    batchId: row.batch_id,
    index: row.batch_index,
    type: row.event_type,
    name: row.name,
    time: row.event_time,
    ...(row.aliased_from === undefined ? {} : { aliasedFrom: row.aliased_from }),
  };
}

const eventlessSql = (direction: Direction) => {
  const order = direction === "older" ? "DESC" : "ASC";
  return `
    SELECT id FROM batch
    WHERE mpid = $1 AND event_count = 0 AND id > $2::bigint AND id < $3::bigint AND workspace_id = ANY($4::int[])
      AND ($5::int[] IS NULL OR input_id = ANY($5::int[])) AND ($6::text[] IS NULL OR das = ANY($6::text[]))
    ORDER BY id ${order} LIMIT $7`;
};
const EVENTLESS_SQL = { older: eventlessSql("older"), newer: eventlessSql("newer") };

/** Batches without events, at their receipt: an id begins with it, so their order is that of their ids. */
export async function readEventless(
  mpid: Mpid,
  direction: Direction,
  cursor: Cursor | null,
  filters: Filters,
  limit: number,
): Promise<TimelineBatch[]> {
  if (filters.types || filters.names) return [];
  const edge = cursor ? edgeOf(cursor) : null;
  const [from, to] = [filters.from === null ? -1n : floorOf(filters.from) - 1n, floorOf(filters.to)];
  const after = direction === "newer" && edge !== null && edge > from ? edge : from;
  const before = direction === "older" && edge !== null && edge < to ? edge : to;
  const rows = await query<{ id: Int64 }>(
    EVENTLESS_SQL[direction],
    [mpid, after.toString(), before.toString(), filters.workspaceIds, filters.inputIds, filters.devices, limit],
    `timeline-eventless-${direction}`,
  );
  return rows.map(({ id }) => ({ kind: "batch", id, batchId: id, time: idTime(id) }));
}

/** The id at which batches stand beside the cursor: its own, kept within its millisecond. */
function edgeOf({ time, id }: Cursor): bigint {
  const [low, high, own] = [floorOf(time), floorOf(time + 1), BigInt(id)];
  return own < low ? low : own > high ? high : own;
}

/** The smallest id of a millisecond, as far as int64 goes; null is the end of time. */
function floorOf(ms: number | null): bigint {
  if (ms === null) return MAX_INT64;
  const floor = idFloor(Math.max(0, ms));
  return floor > MAX_INT64 ? MAX_INT64 : floor;
}
