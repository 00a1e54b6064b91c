import type { HttpJob } from "../jobs";
import type { Line, Row } from "../line";
import { interleave } from "../measure";
import { ms, whole } from "../numbers";
import type { World } from "../world";

/** One request in ten is of somebody whom nobody has seen. */
const NEW_EVERY = 10;

const identifyJob = (world: World, url: string, path: string): HttpJob => ({
  kind: "http",
  url,
  paths: [path],
  headers: { authorization: world.db.fixture.platformAuthorization },
  identities: { newEvery: NEW_EVERY },
  connections: 16,
  seconds: 3,
});

async function measureIdentify(world: World): Promise<Row[]> {
  const { identify, bare } = await interleave(world, {
    identify: identifyJob(world, world.server.url, "/v1/identify"),
    bare: identifyJob(world, world.bare.url, "/"),
  });
  const what = "identify requests, one in ten of somebody new, 16 connections";
  const failed = identify.failed > 0 ? `; ${identify.failed} requests failed` : "";
  return [
    {
      what: `${what}: rate`,
      measured: `${whole(identify.perSecond)} requests/s`,
      limit: `${whole(bare.perSecond)} requests/s`,
      figure: identify.perSecond / bare.perSecond,
      unit: "",
      better: "higher",
      target: null,
      goal: null,
      note: `${whole(identify.serverUs)} us of Node, ${whole(identify.postgresUs)} us of PostgreSQL per request${failed}`,
    },
    {
      what: `${what}: p99`,
      measured: ms(identify.p99),
      limit: ms(bare.p99),
      figure: identify.p99 / bare.p99,
      unit: "",
      better: "lower",
      target: null,
      goal: null,
      note: `p50 ${ms(identify.p50)} against ${ms(bare.p50)}`,
    },
  ];
}

export const identifyLines: readonly Line[] = [{ name: "identify", needsConsole: false, measure: measureIdentify }];
