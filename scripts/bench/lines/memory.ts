import type { Line, Row } from "../line";
import { rssBytes } from "../processes";
import type { World } from "../world";

const SECONDS = 15;
const MB = 1024 * 1024;

/** The door, the console behind it, and the processes that keep them running, under bulk load with readers. */
async function measureMemory(world: World): Promise<Row[]> {
  const { authorization, workspaceId } = world.db.fixture;
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, rssBytes(world.server.pid));
  }, 500);
  try {
    await Promise.all([
      world.loader.run({
        kind: "http",
        url: world.server.url,
        paths: ["/v2/bulkevents"],
        headers: { authorization },
        batches: 100,
        connections: 8,
        seconds: SECONDS,
      }),
      world.loader.run({
        kind: "http",
        url: world.server.url,
        paths: [`/activity/users/{person}?ws=${workspaceId}`, `/activity/users/{person}/events?ws=${workspaceId}`],
        headers: { cookie: world.cookie },
        connections: 4,
        seconds: SECONDS,
      }),
    ]);
  } finally {
    clearInterval(timer);
  }
  return [
    {
      what: "memory of our Node processes together, highest under bulk load with four readers",
      measured: `${Math.round(peak / MB)} MB`,
      limit: "",
      figure: peak / MB,
      unit: "MB",
      better: "lower",
      target: 400,
      goal: null,
      note: "resident; PostgreSQL apart",
    },
  ];
}

export const memoryLines: readonly Line[] = [{ name: "memory", needsConsole: true, measure: measureMemory }];
