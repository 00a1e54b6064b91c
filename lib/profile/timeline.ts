import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { query } from "../db";
import { CodedError } from "../errors";
import { idTime } from "../ingest/ids";
import { type Int64, toInt64 } from "../int64";
import { parseInput } from "../parse-input";
import { readBatchSummaries } from "./batch-summary";
import { type FoundPerson, requirePerson } from "./require-person";
import {
  aliasColumns,
  type Direction,
  type Filters,
  readAliasedEvents,
  readEventless,
  readEvents,
} from "./timeline-rows";
import type { Cursor, TimelineItem, TimelinePage } from "./view-types";

const ids = z.array(z.number().int()).max(200).optional();
const texts = z.array(z.string().max(300)).max(200).optional();

const cursorSchema = z.object({
  time: z.number().int(),
  id: z.string().refine((value): value is Int64 => toInt64(value) !== null),
});

export const timelineSchema = z.object({
  workspaceId: z.number().int(),
  mpid: z.string(),
  /** Epoch ms of event time; `to` is exclusive. */
  from: z.number().int().optional(),
  to: z.number().int().optional(),
  workspaceIds: ids,
  inputIds: ids,
  types: texts,
  /** Pairs of event type and name. */
  names: z
    .array(z.object({ type: z.string().max(60), name: z.string().max(300).nullable() }))
    .max(200)
    .optional(),
  devices: texts,
  cursor: cursorSchema.optional(),
  direction: z.enum(["older", "newer"]).default("older"),
  /** An event or eventless batch to open at: the page holds it with what lies around. */
  around: z.string().optional(),
  limit: z.number().int().min(1).max(200).default(60),
});
export type TimelineInput = z.input<typeof timelineSchema>;

/**
 * A page of what a person did, newest first, up to this second: events by event time, those of other profiles that an
 * alias made the person's among them, and batches without events by their receipt. Keyset paging on (time, id), so equal times are neither lost nor repeated, and a page costs the same
 * however much lies behind it. Throws `forbidden`, `not_found`, `invalid_input`.
 */
export async function timeline(ctx: Context, input: TimelineInput): Promise<TimelinePage> {
  requirePermission(ctx, "user_activity.view");
  const asked = parseInput(timelineSchema, input);
  const person = await requirePerson(ctx, asked);
  const filters = filtersOf(asked, person.siblings);
  const readAt = Date.now();
  if (asked.around !== undefined) {
    const at = await placeOf(asked.around, person);
    const half = Math.ceil(asked.limit / 2);
    // The cursor is exclusive: one step past the item includes it.
    const [newer, older] = await Promise.all([
      read(person, "newer", at, filters, half),
      read(person, "older", { time: at.time, id: (BigInt(at.id) + 1n).toString() as Int64 }, filters, half),
    ]);
    const items = [...newer.items.reverse(), ...older.items];
    return page(items, { older: older.more, newer: newer.more }, readAt);
  }
  const { direction, cursor = null } = asked;
  const { items, more } = await read(person, direction, cursor, filters, asked.limit);
  if (direction === "newer") return page(items.reverse(), { older: true, newer: more }, readAt);
  return page(items, { older: more, newer: cursor !== null }, readAt);
}

type Asked = z.output<typeof timelineSchema>;

function filtersOf(asked: Asked, siblings: readonly number[]): Filters {
  const chosen = asked.workspaceIds?.length ? siblings.filter((id) => asked.workspaceIds?.includes(id)) : siblings;
  const orNull = <T>(list: readonly T[] | undefined) => (list?.length ? list : null);
  return {
    workspaceIds: chosen,
    from: asked.from ?? null,
    to: asked.to ?? null,
    inputIds: orNull(asked.inputIds),
    types: orNull(asked.types),
    names: orNull(asked.names?.map(({ type, name }) => `${type}\u001f${name ?? ""}`)),
    devices: orNull(asked.devices),
  };
}

/** Events and eventless batches beyond the cursor, next ones first, merged by (time, id). */
async function read(
  { mpid, aliases }: FoundPerson,
  direction: Direction,
  cursor: Cursor | null,
  filters: Filters,
  limit: number,
) {
  const [events, aliased, eventless] = await Promise.all([
    readEvents(mpid, direction, cursor, filters, limit + 1),
    readAliasedEvents(aliases, direction, cursor, filters, limit + 1),
    readEventless(mpid, direction, cursor, filters, limit + 1),
  ]);
  const sign = direction === "older" ? -1 : 1;
  const merged: TimelineItem[] = [...events, ...aliased, ...eventless].sort((a, b) => sign * compare(a, b));
  return { items: merged.slice(0, limit), more: merged.length > limit };
}

function compare(a: Cursor, b: Cursor): number {
  if (a.time !== b.time) return a.time - b.time;
  const difference = BigInt(a.id) - BigInt(b.id);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

async function page(
  items: readonly TimelineItem[],
  more: { older: boolean; newer: boolean },
  readAt: number,
): Promise<TimelinePage> {
  const [first, last] = [items[0], items.at(-1)];
  return {
    items,
    batches: await readBatchSummaries([...new Set(items.map((item) => item.batchId))]),
    older: more.older && last ? { time: last.time, id: last.id } : null,
    newer: more.newer && first ? { time: first.time, id: first.id } : null,
    readAt,
  };
}

/** Where an event or eventless batch of the person stands. Throws `not_found`. */
async function placeOf(id: string, { mpid, siblings, aliases }: FoundPerson): Promise<Cursor> {
  const itemId = toInt64(id);
  const [row] = itemId
    ? await query<{ id: Int64; time: number | null }>(
        `SELECT id, event_time::float8 AS time FROM event e
         WHERE id = $1 AND workspace_id = ANY($3::int[])
           AND (mpid = $2 OR EXISTS (
             SELECT FROM unnest($4::bigint[], $5::bigint[], $6::bigint[]) AS a (mpid, start_at, end_at)
             WHERE a.mpid = e.mpid AND e.event_time BETWEEN a.start_at AND a.end_at))
         UNION ALL
         SELECT id, NULL FROM batch
         WHERE id = $1 AND mpid = $2 AND event_count = 0 AND workspace_id = ANY($3::int[])`,
        [itemId, mpid, siblings, ...aliasColumns(aliases)],
        "timeline-place",
      )
    : [];
  if (!row) throw new CodedError("not_found", "This person has no such event.");
  return { id: row.id, time: row.time ?? idTime(row.id) };
}
