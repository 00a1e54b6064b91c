import type { Line, Row } from "../line";
import { ms, percentile } from "../numbers";
import type { World } from "../world";

async function measureViewers(world: World, viewers: number): Promise<Row> {
  const delays = await world.loader.run({
    kind: "live",
    url: world.server.url,
    cookie: world.cookie,
    authorization: world.db.fixture.authorization,
    workspaceId: world.db.fixture.workspaceId,
    viewers,
    sends: 150,
    everyMs: 50,
  });
  const p95 = percentile(delays.latencies, 0.95);
  const expected = viewers * 150;
  return {
    what: `live, from the 202 to the row in a client, ${viewers} ${viewers === 1 ? "viewer" : "viewers"}: p95`,
    measured: `p50 ${ms(percentile(delays.latencies, 0.5))}, p95 ${ms(p95)}`,
    limit: "",
    figure: p95,
    unit: "ms",
    better: "lower",
    target: null,
    goal: 250,
    note: `${delays.done} of ${expected} rows arrived, 20 batches a second`,
  };
}

async function measureLive(world: World): Promise<Row[]> {
  return [await measureViewers(world, 1), await measureViewers(world, 200)];
}

export const liveLines: readonly Line[] = [{ name: "live", needsConsole: false, measure: measureLive }];
