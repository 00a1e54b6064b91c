import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertAlias } from "../../tests/aliases";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { send, sendOne } from "../../tests/send";
import { transaction } from "../db";
import { drain, idFloor } from "../ingest";
import { batchDetail, timeline, timelineFacets } from "./index";
import { ALIASED_NAMES_SQL } from "./timeline-facets";
import { ALIASED_SQL } from "./timeline-rows";
import type { Cursor, TimelineItem, TimelinePage } from "./view-types";

const db = await testDatabase();
const DAY = 86_400_000;
const NOW = Math.floor(Date.now() / 1_000) * 1_000;
let org: MadeOrganization;
let ws: number;
/** The destination, two sources, and one whose alias is only scheduled. */
let [own, first, second, waiting] = ["", "", "", ""];

const custom = (name: string, time: number) => ({
  event_type: "custom_event",
  data: { event_name: name, custom_event_type: "other", timestamp_unixtime_ms: time },
});
const read = (mpid: string, more: object = {}) => timeline(org.context("Admin"), { workspaceId: ws, mpid, ...more });
const nameOf = (item: TimelineItem) => (item.kind === "event" ? item.name : "(no events)");
const fromOf = (item: TimelineItem) => (item.kind === "event" ? (item.aliasedFrom ?? null) : null);

async function walk(mpid: string, more: object = {}): Promise<TimelineItem[]> {
  const items: TimelineItem[] = [];
  let cursor: Cursor | undefined;
  do {
    const page: TimelinePage = await read(mpid, { limit: 3, ...more, cursor });
    items.push(...page.items);
    cursor = page.older ?? undefined;
  } while (cursor);
  return items;
}

beforeAll(async () => {
  org = await makeOrganization();
  ws = org.workspaces[0].id;
  const { web, ios, custom: feed } = org.inputs;
  const at = (days: number) => NOW - days * DAY;
  const events = [custom("Before", at(21)), custom("Start", at(20)), custom("Both", at(15)), custom("End", at(10))];
  ({ mpid: first } = await sendOne(
    ios.key,
    { device_info: { ios_idfv: "A-1" }, mp_deviceid: "stamp-a", events: [...events, custom("After", at(10) + 1)] },
    at(9),
  ));
  await send(ios.key, { mpid: first, user_attributes: { seen: "eventless" } }, at(12));
  ({ mpid: second } = await sendOne(
    feed.key,
    { user_identities: { other: "A-2" }, events: [custom("Second", at(14)), custom("Second", at(13))] },
    at(9),
  ));
  ({ mpid: waiting } = await sendOne(web.key, { mp_deviceid: "stamp-w", device_info: { ios_idfv: "A-3" } }, at(9)));
  await send(web.key, { mpid: waiting, events: [custom("Not yet", at(14))] }, at(9));
  ({ mpid: own } = await sendOne(
    web.key,
    {
      user_identities: { customer_id: "A-0" },
      mp_deviceid: "stamp-o",
      events: [custom("Old", at(30)), custom("Both", at(15))],
    },
    at(8),
  ));
  await send(web.key, { mpid: own, events: [custom("New", at(1))] }, at(1));
  const place = { destination: own, workspaceId: ws, inputId: web.id };
  await insertAlias(db, { ...place, source: first, start: at(20), end: at(10) });
  await insertAlias(db, { ...place, source: second, start: at(90), end: NOW });
  await insertAlias(db, { ...place, source: waiting, start: at(90), end: NOW, state: "scheduled" });
  await insertAlias(db, { ...place, source: waiting, start: at(90), end: NOW, state: "skipped" });
});
afterAll(async () => {
  await drain();
  await db.close();
});

describe("a destination's timeline", () => {
  test("holds the sources' events of their windows in order of time, marked, and no other", async () => {
    const { items, batches } = await read(own);
    expect(items.filter((item) => nameOf(item) !== "Both").map((item) => [nameOf(item), fromOf(item)])).toEqual([
      ["New", null],
      ["End", first],
      ["Second", second],
      ["Second", second],
      ["Start", first],
      ["Old", null],
    ]);
    const both = items.filter((item) => nameOf(item) === "Both");
    expect(both.map(fromOf).sort()).toEqual([first, null].sort());
    for (const item of items) expect(batches[item.batchId]).toBeDefined();
  });

  test("goes on page by page, both ways, across whose events they are", async () => {
    const whole = (await read(own)).items.map(({ id }) => id);
    expect(whole).toHaveLength(8);
    for (const limit of [1, 2, 3]) expect((await walk(own, { limit })).map(({ id }) => id)).toEqual(whole);
    const newer: string[] = [];
    let cursor: Cursor | undefined = { time: NOW - 31 * DAY, id: "0" as Cursor["id"] };
    while (cursor) {
      const page: TimelinePage = await read(own, { direction: "newer", limit: 3, cursor });
      newer.unshift(...page.items.map(({ id }) => id));
      cursor = page.newer ?? undefined;
    }
    expect(newer).toEqual(whole);
  });

  test.each([
    ["input", () => ({ inputIds: [org.inputs.ios.id] }), ["End", "Both", "Start"]],
    ["device", () => ({ devices: ["stamp-a"] }), ["End", "Both", "Start"]],
    ["event name", () => ({ names: [{ type: "custom_event", name: "Second" }] }), ["Second", "Second"]],
    ["event type", () => ({ types: ["screen_view"] }), []],
    ["workspace", () => ({ workspaceIds: [org.workspaces[1].id] }), []],
    ["date, within a window", () => ({ from: NOW - 14 * DAY, to: NOW - 13 * DAY }), ["Second"]],
    ["date, wider than a window", () => ({ from: NOW - 40 * DAY, to: NOW - 19 * DAY }), ["Start", "Old"]],
  ])("is narrowed by %s as its own", async (_, filter, names) => {
    expect((await walk(own, filter())).map(nameOf)).toEqual(names);
  });

  test("opens at an event of a source by its link, but not at one outside the window", async () => {
    const whole = (await read(own)).items;
    const place = whole.findIndex((item) => nameOf(item) === "Start");
    const page = await read(own, { around: whole[place]?.id, limit: 4 });
    expect(page.items.map(({ id }) => id)).toEqual(whole.slice(place - 2, place + 2).map(({ id }) => id));
    const foreign = (await read(first)).items.filter((item) => ["Before", "After"].includes(nameOf(item) ?? ""));
    expect(foreign).toHaveLength(2);
    for (const { id } of foreign) await expect(read(own, { around: id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("is filtered by what the sources have too, with names counted within the windows", async () => {
    const facets = await timelineFacets(org.context("Admin"), { workspaceId: ws, mpid: own });
    const counts = Object.fromEntries(facets.names.map(({ name, count }) => [name, count]));
    expect(counts).toEqual({ Both: 2, Second: 2, New: 1, Old: 1, Start: 1, End: 1 });
    expect(facets.inputs.map(({ id }) => id).sort()).toEqual(
      [org.inputs.web.id, org.inputs.ios.id, org.inputs.custom.id].sort(),
    );
    expect(facets.devices.map(({ das }) => das)).toEqual(expect.arrayContaining(["stamp-o", "stamp-a"]));
    expect(facets.devices.map(({ das }) => das)).not.toContain("stamp-w");
  });
});

describe("a source's timeline", () => {
  test("stays as it was: all its events, its batches without events, nothing marked", async () => {
    const { items } = await read(first);
    expect(items.map(nameOf)).toEqual(["After", "End", "(no events)", "Both", "Start", "Before"]);
    expect(items.map(fromOf)).toEqual(Array(6).fill(null));
  });
});

describe("who may read it", () => {
  test("masks a source's batch as its own, and refuses who may not read the person", async () => {
    const [item] = (await read(own, { devices: ["stamp-a"] })).items;
    if (!item) throw new Error("There is no item.");
    const ctx = org.context("QA");
    const page = await timeline(ctx, { workspaceId: ws, mpid: own });
    expect(page.items).toHaveLength(8);
    expect(await batchDetail(ctx, { batchId: item.batchId })).toMatchObject({ masked: true, mpid: first });
    await expect(timeline(org.context("User"), { workspaceId: ws, mpid: own, around: item.id })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("a source with 100,000 events", () => {
  let mega = "";
  beforeAll(async () => {
    ({ mpid: mega } = await sendOne(org.inputs.web.key, { user_identities: { customer_id: "A-mega" } }));
    await db.query(
      `INSERT INTO event (id, batch_id, batch_index, workspace_id, input_id, mpid, das, event_type, name, event_time)
       SELECT (t.ms << 21) + 5, (t.ms << 21) + 4, 0, $2, $3, $1, 'd', 'custom_event', 'E' || g % 50, t.ms
       FROM generate_series(1, 100000) g, LATERAL (SELECT $4::bigint - g * 51840::bigint AS ms) t`,
      [mega, ws, org.inputs.web.id, NOW],
    );
    await db.query(
      `INSERT INTO event (id, batch_id, batch_index, workspace_id, input_id, mpid, event_type, event_time)
       SELECT (t.ms << 21) + 7, (t.ms << 21) + 6, 0, $1, $2, 1000 + g % 8000, 'custom_event', t.ms
       FROM generate_series(1, 40000) g, LATERAL (SELECT $3::bigint - g * 129600::bigint AS ms) t`,
      [ws, org.inputs.web.id, NOW],
    );
    await db.query("ANALYZE event");
  });

  /** The plan that a prepared statement keeps, with what it read. */
  const explain = (types: string, sql: string, values: string) =>
    transaction(async (run) => {
      await run("SET LOCAL plan_cache_mode = force_generic_plan");
      await run(`PREPARE explained (${types}) AS ${sql}`);
      const rows = await run(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) EXECUTE explained (${values})`);
      await run("DEALLOCATE explained");
      return rows.map((row) => Object.values(row)[0]).join("\n");
    });
  const rowsRead = (plan: string) =>
    [...plan.matchAll(/Scan.* on event_\d.*actual rows=(\d+)/g)].map((match) => Number(match[1]));

  test("costs a page only the rows that it shows", async () => {
    const plan = await explain(
      "bigint[], bigint, bigint, bigint, bigint, int[], int[], text[], text[], text[], int, bigint[], bigint[]",
      ALIASED_SQL.older,
      `'{${mega},${first}}', ${NOW}, ${idFloor(NOW)}, -9007199254740991, 9007199254740991, '{${ws}}', NULL, NULL, NULL, NULL, 61,
       '{0,0}', '{${NOW},${NOW}}'`,
    );
    expect(plan).not.toMatch(/Seq Scan on event/);
    expect(rowsRead(plan).length).toBeGreaterThan(0);
    expect(Math.max(...rowsRead(plan))).toBeLessThanOrEqual(61);
  });

  test("costs the counts of names only the events that they are of", async () => {
    const plan = await explain(
      "bigint[], int[], int, bigint[], bigint[]",
      ALIASED_NAMES_SQL,
      `'{${own},${mega}}', '{${ws}}', 2000, '{0,0}', '{${NOW},${NOW}}'`,
    );
    expect(plan).not.toMatch(/Seq Scan on event/);
    expect(Math.max(...rowsRead(plan))).toBeLessThanOrEqual(2_000);
  });
});
