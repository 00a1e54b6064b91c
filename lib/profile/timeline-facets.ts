import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { query } from "../db";
import { readDevices, readInputs, readUsage } from "./person-rows";
import { deviceLabel } from "./person-sections";
import { type FoundPerson, requirePerson } from "./require-person";
import { aliasColumns } from "./timeline-rows";
import type { TimelineFacets } from "./view-types";

/** Event names are counted over this many of the person's latest events. */
const EVENTS_READ = 2_000;

/**
 * $1 MPID · $2 workspaces · $3 how many events. The number is a parameter so that the kept plan walks `event_timeline`:
 * of a number that it knows PostgreSQL thinks that most people have fewer, and sorts all events of those who have more.
 */
export const NAMES_SQL = `
  SELECT event_type AS type, name, count(*)::int AS count
  FROM (SELECT event_type, name FROM event
        WHERE mpid = $1 AND workspace_id = ANY($2::int[])
        ORDER BY event_time DESC, id DESC LIMIT $3) AS latest
  GROUP BY event_type, name ORDER BY count DESC, event_type, name`;

/** The same over the person and the sources of aliases, each within its window ($4 starts · $5 ends). */
export const ALIASED_NAMES_SQL = `
  SELECT event_type AS type, name, count(*)::int AS count
  FROM (SELECT e.event_type, e.name
        FROM (SELECT unnest($1::bigint[]) AS mpid, unnest($4::bigint[]) AS start_at, unnest($5::bigint[]) AS end_at) AS a
        CROSS JOIN LATERAL (
          SELECT id, event_type, name, event_time FROM event
          WHERE mpid = a.mpid AND workspace_id = ANY($2::int[]) AND event_time BETWEEN a.start_at AND a.end_at
          ORDER BY event_time DESC, id DESC LIMIT $3
        ) AS e
        ORDER BY e.event_time DESC, e.id DESC LIMIT $3) AS latest
  GROUP BY event_type, name ORDER BY count DESC, event_type, name`;

const EVER = { start: Number.MIN_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER };

type Names = TimelineFacets["names"];

function readNames({ mpid, siblings, aliases }: FoundPerson): Promise<Names[number][]> {
  if (aliases.length === 0) return query(NAMES_SQL, [mpid, siblings, EVENTS_READ], "timeline-names");
  const [mpids, starts, ends] = aliasColumns([{ mpid, ...EVER }, ...aliases]);
  return query(ALIASED_NAMES_SQL, [mpids, siblings, EVENTS_READ, starts, ends], "timeline-aliased-names");
}

/** What a person's timeline can be filtered by, bounded whatever the person's size. Throws `forbidden`, `not_found`. */
export async function timelineFacets(
  ctx: Context,
  input: { workspaceId: number; mpid: string },
): Promise<TimelineFacets> {
  requirePermission(ctx, "user_activity.view");
  const person = await requirePerson(ctx, input);
  const { mpid, siblings, aliases } = person;
  const mpids = [...new Set([mpid, ...aliases.map((one) => one.mpid)])];
  const [usage, inputs, devices, names] = await Promise.all([
    readUsage(mpids, siblings),
    readInputs(siblings),
    readDevices(mpids, siblings),
    readNames(person),
  ]);
  const seenIn = new Set(usage.map((row) => row.workspace_id));
  const used = new Set(usage.flatMap((row) => Object.keys(JSON.parse(row.inputs) as object).map(Number)));
  const stamps = new Map(devices.map((row) => [row.das, deviceLabel(row)]));
  return {
    workspaces: ctx.workspaces.filter(({ id }) => seenIn.has(id)).map(({ id, name }) => ({ id, name })),
    inputs: [...inputs.values()].filter(({ id }) => used.has(id)),
    devices: [...stamps].map(([das, label]) => ({ das, label })),
    names,
    namesFrom: EVENTS_READ,
  };
}
