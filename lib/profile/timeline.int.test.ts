import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { send, sendOne } from "../../tests/send";
import { ROLES } from "../access/permissions";
import { transaction } from "../db";
import { drain, idFloor } from "../ingest";
import { timeline, timelineFacets } from "./index";
import { NAMES_SQL } from "./timeline-facets";
import { EVENTS_SQL } from "./timeline-rows";
import type { Cursor, TimelineItem, TimelinePage } from "./view-types";

const db = await testDatabase();
const DAY = 86_400_000;
const NOW = Math.floor(Date.now() / 1_000) * 1_000;
let org: MadeOrganization;
let foreign: MadeOrganization;
let mpid: string;
let ws: number;
const admin = () => org.context("Admin");
const read = (more: object = {}) => timeline(admin(), { workspaceId: ws, mpid, ...more });

const custom = (name: string, time: number) => ({
  event_type: "custom_event",
  data: { event_name: name, custom_event_type: "other", timestamp_unixtime_ms: time },
});

/** Every item of a person, page by page. */
async function walk(more: object = {}): Promise<TimelineItem[]> {
  const items: TimelineItem[] = [];
  let cursor: Cursor | undefined;
  for (;;) {
    const page: TimelinePage = await read({ limit: 3, ...more, cursor });
    items.push(...page.items);
    if (!page.older) return items;
    cursor = page.older;
  }
}

beforeAll(async () => {
  [org, foreign] = [await makeOrganization(), await makeOrganization()];
  ws = org.workspaces[0].id;
  const user_identities = { customer_id: "T-1" };
  ({ mpid } = await sendOne(
    org.inputs.web.key,
    {
      user_identities,
      mp_deviceid: "stamp-1",
      events: [
        custom("Opened", NOW - 40 * DAY),
        ...Array.from({ length: 7 }, (_, index) => custom(`Same time ${index}`, NOW - 30 * DAY)),
      ],
    },
    NOW - 30 * DAY,
  ));
  await send(org.inputs.custom.key, { user_identities, user_attributes: { a: "1" } }, NOW - 20 * DAY);
  await send(
    org.inputs.ios.key,
    { user_identities, mp_deviceid: "stamp-2", events: [{ event_type: "screen_view", data: { screen_name: "Home" } }] },
    NOW - 10 * DAY,
  );
  const loyalty = await org.addInput({ kind: "web", workspaceId: org.workspaces[1].id });
  await send(loyalty.key, { user_identities, events: [custom("Elsewhere", NOW - 5 * DAY)] }, NOW - 5 * DAY);
  await send(org.inputs.custom.key, { user_identities, events: [custom("Just now", NOW)] }, NOW);
  await send(org.inputs.web.key, { user_identities: { customer_id: "T-2" }, events: [custom("Not theirs", NOW)] });
});
afterAll(async () => {
  await drain();
  await db.close();
});

const nameOf = (item: TimelineItem) => (item.kind === "event" ? item.name : "(no events)");

describe("the timeline", () => {
  test("shows events by event time and batches without events by receipt, newest first", async () => {
    const { items, batches, older, newer } = await read();
    expect(items.map(nameOf).filter((name) => !name?.startsWith("Same"))).toEqual([
      "Just now",
      "Elsewhere",
      "Home",
      "(no events)",
      "Opened",
    ]);
    expect([older, newer]).toEqual([null, null]);
    for (const item of items) expect(batches[item.batchId]).toMatchObject({ historical: false, identityTypes: [] });
    for (const item of items) expect(batches[item.batchId]?.input?.name).toBeTruthy();
  });

  test("reads batches that came with NUL characters, lone surrogates and texts that look like a Decision", async () => {
    const odd = await sendOne(org.inputs.web.key, {
      user_identities: { customer_id: "T-odd" },
      user_attributes: { "a\u0000b": "c\u0000d", lone: "\ud800", historical: '"historical":true' },
      events: [custom("n\u0000\udfff", NOW)],
    });
    const { batches } = await timeline(admin(), { workspaceId: ws, mpid: odd.mpid });
    expect(Object.values(batches)).toMatchObject([{ outcome: "created", historical: false }]);
  });

  test("neither loses nor repeats events of equal times between pages", async () => {
    const paged = await walk();
    const whole = (await read()).items;
    expect(paged.map((item) => item.id)).toEqual(whole.map((item) => item.id));
    expect(new Set(paged.map((item) => item.id)).size).toBe(12);
  });

  test("opens at an event with what lies around it, and goes on both ways", async () => {
    const whole = (await read()).items;
    const middle = whole[6];
    if (!middle) throw new Error("too few");
    const page = await read({ around: middle.id, limit: 4 });
    expect(page.items.map((item) => item.id)).toEqual(whole.slice(4, 8).map((item) => item.id));
    const newer = await read({ cursor: page.newer ?? undefined, direction: "newer", limit: 2 });
    expect(newer.items.map((item) => item.id)).toEqual(whole.slice(2, 4).map((item) => item.id));
    const older = await read({ cursor: page.older ?? undefined, limit: 100 });
    expect(older.items.map((item) => item.id)).toEqual(whole.slice(8).map((item) => item.id));
    const eventless = whole.find((item) => item.kind === "batch");
    expect((await read({ around: eventless?.id })).items).toContainEqual(eventless);
    await expect(read({ around: "77" })).rejects.toMatchObject({ code: "not_found" });
  });

  test.each([
    ["input", () => ({ inputIds: [org.inputs.ios.id] }), ["Home"]],
    ["workspace", () => ({ workspaceIds: [org.workspaces[1].id] }), ["Elsewhere"]],
    ["event type", () => ({ types: ["screen_view"] }), ["Home"]],
    ["event name", () => ({ names: [{ type: "custom_event", name: "Opened" }] }), ["Opened"]],
    ["device", () => ({ devices: ["stamp-2"] }), ["Home"]],
    ["date", () => ({ from: NOW - 21 * DAY, to: NOW - 9 * DAY }), ["Home", "(no events)"]],
  ])("can be narrowed by %s", async (_, filter, names) => {
    expect((await walk(filter())).map(nameOf)).toEqual(names);
  });

  test("offers to filter by what the person has", async () => {
    const facets = await timelineFacets(admin(), { workspaceId: ws, mpid });
    expect(facets.workspaces.map((one) => one.name)).toEqual(["Storefront", "Loyalty"]);
    expect(facets.inputs.map((one) => one.name).sort()).toEqual(["custom", "ios", "web", "web"]);
    expect(facets.devices.map((one) => one.das).sort()).toEqual(["stamp-1", "stamp-2"]);
    expect(facets.names).toContainEqual({ type: "screen_view", name: "Home", count: 1 });
  });

  test("shows events of the year 1 and of the year 9999 where their time says", async () => {
    const times = [-62_135_596_800_000, 253_402_300_799_000];
    const { mpid: odd } = await sendOne(org.inputs.web.key, {
      user_identities: { customer_id: "T-3" },
      events: [custom("Past", times[0] ?? 0), custom("Future", times[1] ?? 0)],
    });
    await send(org.inputs.web.key, { mpid: odd, user_attributes: { a: "b" } });
    const items: TimelineItem[] = [];
    let cursor: Cursor | undefined;
    do {
      const page: TimelinePage = await timeline(admin(), { workspaceId: ws, mpid: odd, limit: 1, cursor });
      items.push(...page.items);
      cursor = page.older ?? undefined;
    } while (cursor);
    expect(items.map(nameOf)).toEqual(["Future", "(no events)", "Past"]);
  });
});

describe("who may read a timeline", () => {
  const allowed = new Set(["Admin", "Admin & Compliance", "Support Access", "Marketer", "QA"]);

  test.each(ROLES.filter((role) => !allowed.has(role)))("refuses %s", async (role) => {
    const ctx = org.context(role);
    await expect(timeline(ctx, { workspaceId: ws, mpid })).rejects.toMatchObject({ code: "forbidden" });
    await expect(timelineFacets(ctx, { workspaceId: ws, mpid })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("answers not_found for a person of another organisation or scope", async () => {
    const asked = { workspaceId: foreign.workspaces[0].id, mpid };
    await expect(timeline(foreign.context("Admin"), asked)).rejects.toMatchObject({ code: "not_found" });
    await expect(timelineFacets(foreign.context("Admin"), asked)).rejects.toMatchObject({ code: "not_found" });
    await expect(read({ workspaceId: org.workspaces[2].id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a person with 100,000 events", () => {
  const EVENTS = 100_000;

  beforeAll(async () => {
    await sendOne(org.inputs.web.key, { user_identities: { customer_id: "T-mega" }, events: [custom("x", NOW)] });
    const [row] = await db.query<{ mpid: string }>("SELECT mpid FROM identity WHERE value = 'T-mega'");
    mega = row?.mpid ?? "";
    // Spread over 60 days, so over three partitions; 50 names, an event in each batch.
    await db.query(
      `INSERT INTO event (id, batch_id, batch_index, workspace_id, input_id, mpid, das, event_type, name, event_time)
       SELECT (t.ms << 21) + 5, (t.ms << 21) + 4, 0, $2, $3, $1, 'd', 'custom_event', 'E' || g % 50, t.ms
       FROM generate_series(1, ${EVENTS}) g, LATERAL (SELECT $4::bigint - g * 51840::bigint AS ms) t`,
      [mega, ws, org.inputs.web.id, NOW],
    );
    // Most people have few events, and the planner knows.
    await db.query(
      `INSERT INTO event (id, batch_id, batch_index, workspace_id, input_id, mpid, event_type, event_time)
       SELECT (t.ms << 21) + 7, (t.ms << 21) + 6, 0, $1, $2, 1000 + g % 8000, 'custom_event', t.ms
       FROM generate_series(1, 40000) g, LATERAL (SELECT $3::bigint - g * 129600::bigint AS ms) t`,
      [ws, org.inputs.web.id, NOW],
    );
    await db.query("ANALYZE event");
  });
  let mega = "";

  const plan = async (sql: string, values: unknown[]) => {
    const rows = await db.query<Record<string, string>>(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ${sql}`, values);
    return rows.map((row) => Object.values(row)[0]).join("\n");
  };

  test("costs a page only the rows that it shows", async () => {
    const open = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, [ws], null, null, null, null, 61];
    const explained = await plan(EVENTS_SQL.older, [mega, NOW, idFloor(NOW).toString(), ...open]);
    expect(explained).not.toMatch(/Seq Scan|-> +Sort/);
    const read = [...explained.matchAll(/Index Scan.*actual rows=(\d+)/g)].map((match) => Number(match[1]));
    expect(read.length).toBeGreaterThan(0);
    expect(Math.max(...read)).toBeLessThanOrEqual(61);
  });

  test("costs the counts of names only the events that they are of", async () => {
    const explained = await transaction(async (run) => {
      await run("SET LOCAL plan_cache_mode = force_generic_plan");
      await run(`PREPARE names (bigint, int[], int) AS ${NAMES_SQL}`);
      const rows = await run(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) EXECUTE names (${mega}, '{${ws}}', 2000)`);
      await run("DEALLOCATE names");
      return rows.map((row) => Object.values(row)[0]).join("\n");
    });
    const read = [...explained.matchAll(/Scan.* on event_\d.*actual rows=(\d+)/g)].map((match) => Number(match[1]));
    expect(read.length).toBeGreaterThan(0);
    expect(Math.max(...read)).toBeLessThanOrEqual(2000);
    const { names } = await timelineFacets(admin(), { workspaceId: ws, mpid: mega });
    expect(names.reduce((sum, { count }) => sum + count, 0)).toBe(2000);
  });

  test("is read from anywhere in the middle", async () => {
    const page = await timeline(admin(), {
      workspaceId: ws,
      mpid: mega,
      cursor: { time: NOW - 31 * DAY, id: idFloor(NOW - 31 * DAY).toString() as Cursor["id"] },
    });
    expect(page.items).toHaveLength(60);
    expect(page.older).not.toBeNull();
  });
});
