import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drain } from "@/lib/ingest";
import { toInt64 } from "@/lib/int64";
import { getLiveBatch } from "@/lib/live";
import { batchDetail, timeline } from "@/lib/profile";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { storedBatch } from "../../tests/send";
import { createApp } from "../app";
import { doorListener } from "../http/door";

const HOUR = 3_600_000;
const db = await testDatabase();
let org: MadeOrganization;
let server: Server;
let address: string;

beforeAll(async () => {
  org = await makeOrganization();
  server = createServer(doorListener(createApp(), null));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/bulkevents/historical`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await drain();
  await db.close();
});

const post = (body: unknown, authorization = org.inputs.custom.authorization, path = "") =>
  fetch(`${address}${path}`, {
    method: "POST",
    headers: { authorization },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

type Event = { event_type: string; data: Record<string, unknown> };
const viewed = (hoursAgo: number, screen_name = "Home"): Event => ({
  event_type: "screen_view",
  data: { screen_name, timestamp_unixtime_ms: Date.now() - hoursAgo * HOUR },
});
const batchOf = (customer_id: string, events: unknown, more: object = {}) => ({
  user_identities: { customer_id },
  events,
  ...more,
});

async function storedSince(seq: bigint) {
  const rows = await db.query<{ id: string }>("SELECT id FROM batch WHERE seq > $1 ORDER BY seq", [seq]);
  return await Promise.all(rows.map(({ id }) => storedBatch(db, id as Parameters<typeof storedBatch>[1])));
}
const lastSeq = async () =>
  BigInt((await db.query<{ seq: string }>("SELECT coalesce(max(seq), 0) AS seq FROM batch"))[0]?.seq ?? 0);

describe("POST /v2/bulkevents/historical", () => {
  test.each(["", "/"])("answers 202 and takes old events at their date (path + %j)", async (slash) => {
    const seq = await lastSeq();
    const old = viewed(24 * 400, "Long ago");
    const answer = await post([batchOf(`old${slash}`, [old])], undefined, slash);
    expect([answer.status, await answer.text()]).toEqual([202, ""]);
    const [stored] = await storedSince(seq);
    expect(stored).toMatchObject({ outcome: "created", decision: { historical: true } });
    const events = await db.query("SELECT event_time::float8 AS at, mpid FROM event WHERE batch_id = $1", [stored?.id]);
    expect(events).toEqual([{ at: old.data.timestamp_unixtime_ms, mpid: stored?.mpid }]);
    const detail = await batchDetail(org.context("Admin"), { batchId: stored?.id ?? "" });
    const id = toInt64(stored?.id);
    expect(id && (await getLiveBatch(org.context("Admin"), id))).toMatchObject({ row: { historical: true } });
    expect(JSON.parse(detail.outbound ?? "").source_info).toMatchObject({ is_historical: true });
    const page = await timeline(org.context("Admin"), {
      workspaceId: org.workspaces[0].id,
      mpid: stored?.mpid ?? "",
    });
    expect(page.batches[stored?.id ?? ""]).toMatchObject({ historical: true });
  });

  test("old data writes the profile as any other, but never when it was first seen", async () => {
    const seq = await lastSeq();
    const before = Date.now();
    await post([batchOf("writes", [viewed(24 * 90)], { user_attributes: { plan: "gold" } })]);
    const [stored] = await storedSince(seq);
    const rows = await db.query<{ first: number }>("SELECT first_seen::float8 AS first FROM profile WHERE mpid = $1", [
      stored?.mpid,
    ]);
    expect(rows[0]?.first).toBeGreaterThanOrEqual(before);
    const attributes = await db.query("SELECT key, tier FROM user_attribute WHERE mpid = $1", [stored?.mpid]);
    expect(attributes).toEqual([{ key: "plan", tier: 3 }]);
  });

  test.each([
    ["no events", [], "historical_no_events"],
    ["an event without a time", [viewed(100), { event_type: "first_run" }], "historical_no_timestamp"],
    ["an event of the last 72 hours", [viewed(100), viewed(71)], "historical_too_recent"],
  ])("answers 202 to a batch with %s, and shows it as rejected", async (_, events, code) => {
    const seq = await lastSeq();
    const batch = batchOf("skipped", events, { environment: "development", source_request_id: code });
    expect((await post([batch])).status).toBe(202);
    const [stored] = await storedSince(seq);
    expect(stored).toMatchObject({ outcome: "rejected", environment: "development", mpid: null, events: [] });
    expect(stored?.decision).toMatchObject({ historical: true, reasons: [{ code }] });
    expect(await db.query("SELECT FROM identity WHERE value = 'skipped'")).toEqual([]);
    // It was not taken, so its id is still free for when it is old enough.
    expect((await post([{ ...batch, events: [viewed(100)] }])).status).toBe(202);
    expect((await storedSince(seq)).at(-1)).toMatchObject({ outcome: expect.stringMatching(/created|updated/) });
    await db.query("DELETE FROM identity WHERE value = 'skipped'");
  });

  test("answers 202 to a mixture, each batch by itself", async () => {
    const seq = await lastSeq();
    const batches = [batchOf("mixed", [viewed(100)]), batchOf("mixed", [viewed(1)]), batchOf("mixed", [{}])];
    expect((await post(batches)).status).toBe(202);
    expect((await storedSince(seq)).map(({ outcome }) => outcome)).toEqual(["created", "rejected", "rejected"]);
  });

  test("answers 202 to a repeat, which is a duplicate", async () => {
    const batch = batchOf("twice", [viewed(100)], { source_request_id: "twice" });
    const seq = await lastSeq();
    for (const status of [202, 202]) expect((await post([batch])).status).toBe(status);
    expect((await storedSince(seq)).map(({ outcome }) => outcome)).toEqual(["created", "duplicate"]);
  });

  test("answers 400 to what is no list, and to batches that are all invalid", async () => {
    expect((await post("{")).status).toBe(400);
    expect((await post(batchOf("x", [viewed(100)]))).status).toBe(400);
    expect((await post([])).status).toBe(400);
    expect((await post([batchOf("x", [{}])])).status).toBe(400);
  });

  test("answers 401 without credentials and 403 with wrong ones", async () => {
    expect((await fetch(address, { method: "POST", body: "[]" })).status).toBe(401);
    const wrong = `Basic ${Buffer.from(`${org.inputs.custom.key}:wrong`).toString("base64")}`;
    expect((await post([], wrong)).status).toBe(403);
  });
});
