import type { HttpJob, TimedJob } from "../jobs";
import type { Line, Row } from "../line";
import { interleave } from "../measure";
import { ms } from "../numbers";
import { HEAVY, LIGHT, person, RICH_EVERY } from "../people";
import type { World } from "../world";

const get = (url: string, path: string, connections: number, headers?: Record<string, string>): HttpJob => ({
  kind: "http",
  url,
  paths: [path],
  headers,
  connections,
  seconds: 3,
});

const page = (world: World, path: string, connections: number) =>
  get(world.server.url, path, connections, { cookie: world.cookie });

async function measureSearch(world: World): Promise<Row[]> {
  const bareSql: TimedJob = { kind: "lookups", url: world.db.url, connections: 8, seconds: 3 };
  const { verb, http, bare } = await interleave(world, {
    verb: get(world.verb.url, "/search?q={customer}", 8),
    http: get(world.bare.url, "/?q={customer}", 8),
    bare: bareSql,
  });
  const note = `p50 ${ms(verb.p50)}, ${ms(http.p50)} and ${ms(bare.p50)}`;
  const row = { measured: ms(verb.p95), unit: "", better: "lower", note } as const;
  return [
    {
      ...row,
      what: "exact search through the verb, 8 connections: p95 against node:http around the prepared SELECT",
      limit: ms(http.p95),
      figure: verb.p95 / http.p95,
      target: 1.5,
      goal: 1.2,
    },
    {
      ...row,
      what: "exact search through the verb, 8 connections: p95 against the prepared SELECT itself",
      limit: ms(bare.p95),
      figure: verb.p95 / bare.p95,
      target: 3,
      goal: null,
    },
  ];
}

async function measureSearchPage(world: World): Promise<Row[]> {
  const { workspaceId } = world.db.fixture;
  const { found, empty } = await interleave(world, {
    found: page(world, `/activity/users?ws=${workspaceId}&q={customer}`, 8),
    empty: page(world, `/activity/users?ws=${workspaceId}`, 8),
  });
  return [
    {
      what: "search page with a hit, 8 connections: p95 against the same page that looks nothing up",
      measured: ms(found.p95),
      limit: ms(empty.p95),
      figure: found.p95 / empty.p95,
      unit: "",
      better: "lower",
      target: 2,
      goal: null,
      note: `p50 ${ms(found.p50)} against ${ms(empty.p50)}${found.failed + empty.failed > 0 ? `; ${found.failed + empty.failed} failed` : ""}`,
    },
  ];
}

/** Statements that the verb sends for one person. */
async function statementsFor(world: World, number: number): Promise<number> {
  const response = await fetch(`${world.verb.url}/person?mpid=${person(number).mpid}`);
  const { statements } = (await response.json()) as { statements: number };
  return statements;
}

async function measureProfile(world: World): Promise<Row[]> {
  const counts = [];
  for (const number of [LIGHT.number, HEAVY.number, RICH_EVERY]) counts.push(await statementsFor(world, number));
  const [light = Number.NaN, heavy = Number.NaN, rich = Number.NaN] = counts;
  return [
    {
      what: "profile, Information: statements for a person with 100,000 events, and one with 100 attributes",
      measured: `${heavy} and ${rich}`,
      limit: `${light} for a small one`,
      figure: Math.max(heavy, rich) / light,
      unit: "",
      better: "lower",
      target: 1,
      goal: null,
    },
  ];
}

async function measureEvents(world: World): Promise<Row[]> {
  const path = (number: number) => `/timeline?mpid=${person(number).mpid}`;
  const { heavy, light } = await interleave(world, {
    heavy: get(world.verb.url, path(HEAVY.number), 4),
    light: get(world.verb.url, path(LIGHT.number), 4),
  });
  return [
    {
      what: "Events, first page of a person with 100,000 events against one with 100: p95 of the verb",
      measured: ms(heavy.p95),
      limit: ms(light.p95),
      figure: heavy.p95 / light.p95,
      unit: "",
      better: "lower",
      target: 1.5,
      goal: null,
      note: `p50 ${ms(heavy.p50)} against ${ms(light.p50)}`,
    },
  ];
}

async function measureEventsPage(world: World): Promise<Row[]> {
  const path = (number: number) => `/activity/users/${person(number).mpid}/events?ws=${world.db.fixture.workspaceId}`;
  const { heavy, light } = await interleave(world, {
    heavy: page(world, path(HEAVY.number), 4),
    light: page(world, path(LIGHT.number), 4),
  });
  return [
    {
      what: "Events, first page of a person with 100,000 events against one with 100: p95 of the page",
      measured: ms(heavy.p95),
      limit: ms(light.p95),
      figure: heavy.p95 / light.p95,
      unit: "",
      better: "lower",
      target: 1.5,
      goal: null,
      note: `p50 ${ms(heavy.p50)} against ${ms(light.p50)}`,
    },
  ];
}

export const peopleLines: readonly Line[] = [
  { name: "search", needsConsole: false, measure: measureSearch },
  { name: "search-page", needsConsole: true, measure: measureSearchPage },
  { name: "profile", needsConsole: false, measure: measureProfile },
  { name: "events", needsConsole: false, measure: measureEvents },
  { name: "events-page", needsConsole: true, measure: measureEventsPage },
];
