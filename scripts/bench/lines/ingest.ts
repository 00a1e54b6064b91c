import type { Crowd } from "../batch";
import type { HttpJob, TimedJob } from "../jobs";
import type { Line, Row } from "../line";
import { interleave, type Measured } from "../measure";
import { ms, whole } from "../numbers";
import type { World } from "../world";

/**
 * Writing gets quicker for the better part of a minute: V8 compiles, each connection touches the database's cache for the
 * first time, and after the copy's checkpoint each page is logged whole once.
 */
const WARM_UP_SECONDS = 30;

const BATCHES = 100;
const EVENTS = 2;

const bulkJob = (world: World, crowd: Crowd): HttpJob => ({
  kind: "http",
  url: world.server.url,
  paths: ["/v2/bulkevents"],
  headers: { authorization: world.db.fixture.authorization },
  batches: BATCHES,
  crowd,
  connections: 8,
  seconds: 3,
});

const singleJob = (world: World, url: string, path: string): HttpJob => ({
  kind: "http",
  url,
  paths: [path],
  headers: { authorization: world.db.fixture.authorization },
  batches: 1,
  connections: 16,
  seconds: 3,
});

/** Four people who open page after page without a pause. */
const readers = (world: World): TimedJob => ({
  kind: "http",
  url: world.server.url,
  paths: [
    "/activity/users?ws=1&q={customer}",
    "/activity/users/{person}?ws=1",
    "/activity/users/{person}/events?ws=1",
    "/live-stream?ws=1",
  ].map((path) => path.replace("ws=1", `ws=${world.db.fixture.workspaceId}`)),
  headers: { cookie: world.cookie },
  connections: 4,
  seconds: 3,
});

const perBatch = (measured: Measured, batches: number) =>
  `${whole(measured.serverUs / batches)} us of Node, ${whole(measured.postgresUs / batches)} us of PostgreSQL per batch${
    measured.failed > 0 ? `; ${measured.failed} requests failed` : ""
  }`;

async function measureBulk(world: World, beside?: TimedJob): Promise<Row[]> {
  const { bulk, rows } = await interleave(
    world,
    { bulk: bulkJob(world, "all"), rows: { kind: "rows", url: world.db.url, connections: 8, seconds: 2 } },
    { beside, warmUp: WARM_UP_SECONDS },
  );
  const events = bulk.perSecond * BATCHES * EVENTS;
  return [
    {
      what: `bulk ingest, 100 batches of 2 events a request, 8 connections${beside ? ", while four people read pages" : ""}`,
      measured: `${whole(events)} events/s`,
      limit: `${whole(rows.perSecond)} rows/s`,
      figure: events / rows.perSecond,
      unit: "",
      better: "higher",
      target: 0.08,
      goal: 0.13,
      note: perBatch(bulk, BATCHES),
    },
  ];
}

async function measureAttributes(world: World): Promise<Row[]> {
  const { rich, plain } = await interleave(
    world,
    { rich: bulkJob(world, "rich"), plain: bulkJob(world, "plain") },
    { warmUp: WARM_UP_SECONDS },
  );
  return [
    {
      what: "bulk ingest, people with 100 attributes against people with five",
      measured: `${whole(rich.perSecond * BATCHES * EVENTS)} events/s`,
      limit: `${whole(plain.perSecond * BATCHES * EVENTS)} events/s`,
      figure: rich.perSecond / plain.perSecond,
      unit: "",
      better: "higher",
      target: 0.7,
      goal: null,
      note: perBatch(rich, BATCHES),
    },
  ];
}

async function measureSingle(world: World, beside?: TimedJob): Promise<Row[]> {
  const { single, bare } = await interleave(
    world,
    { single: singleJob(world, world.server.url, "/v2/events"), bare: singleJob(world, world.bare.url, "/") },
    { beside, warmUp: WARM_UP_SECONDS },
  );
  const what = `single batches, 16 connections${beside ? ", while four people read pages" : ""}`;
  return [
    {
      what: `${what}: rate`,
      measured: `${whole(single.perSecond)} requests/s`,
      limit: `${whole(bare.perSecond)} requests/s`,
      figure: single.perSecond / bare.perSecond,
      unit: "",
      better: "higher",
      target: 0.3,
      goal: 0.45,
      note: perBatch(single, 1),
    },
    {
      what: `${what}: p99`,
      measured: ms(single.p99),
      limit: ms(bare.p99),
      figure: single.p99 / bare.p99,
      unit: "",
      better: "lower",
      target: 2.5,
      goal: 1.7,
      note: `p50 ${ms(single.p50)} against ${ms(bare.p50)}`,
    },
  ];
}

/** Those that write least come first: what bulk leaves to checkpoints and autovacuum would count as theirs. */
export const ingestLines: readonly Line[] = [
  { name: "single", needsConsole: false, measure: (world) => measureSingle(world) },
  { name: "single-readers", needsConsole: true, measure: (world) => measureSingle(world, readers(world)) },
  { name: "bulk", needsConsole: false, measure: (world) => measureBulk(world) },
  { name: "bulk-readers", needsConsole: true, measure: (world) => measureBulk(world, readers(world)) },
  { name: "attributes", needsConsole: false, measure: measureAttributes },
];
