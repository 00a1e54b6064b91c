import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { query } from "../db";
import { readDevices, readInputs, readUsage } from "./person-rows";
import { deviceLabel } from "./person-sections";
import { requirePerson } from "./require-person";
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

/** What a person's timeline can be filtered by, bounded whatever the person's size. Throws `forbidden`, `not_found`. */
export async function timelineFacets(
  ctx: Context,
  input: { workspaceId: number; mpid: string },
): Promise<TimelineFacets> {
  requirePermission(ctx, "user_activity.view");
  const { mpid, siblings } = await requirePerson(ctx, input);
  const [usage, inputs, devices, names] = await Promise.all([
    readUsage(mpid, siblings),
    readInputs(siblings),
    readDevices(mpid, siblings),
    query<TimelineFacets["names"][number]>(NAMES_SQL, [mpid, siblings, EVENTS_READ], "timeline-names"),
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
