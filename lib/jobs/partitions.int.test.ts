import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { makeOrganization } from "../../tests/factory";
import { idFloor } from "../ingest/ids";
import { runMaintenance } from "./maintenance";
import { ensurePartitions, filledDefaultPartitions, monthsBetween } from "./partitions";
import { removeOldDedupe, removeOldRawRequests, removeOldRefusedHours } from "./retention";

process.env.RAW_REQUEST_DAYS = "40";
const db = await testDatabase();
afterAll(db.close);

const DAY_MS = 86_400_000;
const now = Date.now();

const insertRaw = (id: bigint) =>
  db.query("INSERT INTO raw_request VALUES ($1, 1, $2, '/v2/events', 2, '\\x00')", [id.toString(), Number(id >> 21n)]);

describe("monthly partitions", () => {
  test("cover whole UTC months, across a year's end", () => {
    const months = monthsBetween(Date.UTC(2026, 10, 30, 23, 59), Date.UTC(2027, 0, 1));
    expect(months.map((month) => month.name)).toEqual(["2026_11", "2026_12", "2027_01"]);
    expect(months[0]?.fromId).toBe(BigInt(Date.UTC(2026, 10)) * 2_097_152n);
    expect(months[0]?.toId).toBe(months[1]?.fromId);
  });

  test("are made once, also when several copies ask at the same time", async () => {
    const [from, to] = [Date.UTC(2031, 0, 15), Date.UTC(2031, 1, 1)];
    const made = await Promise.all([1, 2, 3, 4].map(() => ensurePartitions(from, to)));
    expect(made.flat().sort()).toEqual([
      "batch_2031_01",
      "batch_2031_02",
      "event_2031_01",
      "event_2031_02",
      "raw_request_2031_01",
      "raw_request_2031_02",
    ]);
    expect(await ensurePartitions(from, to)).toEqual([]);
  });

  test("take the rows that the default partition had caught", async () => {
    const id = idFloor(Date.UTC(2033, 4, 5));
    await insertRaw(id);
    expect(await filledDefaultPartitions()).toEqual(["raw_request"]);
    await ensurePartitions(Date.UTC(2033, 4), Date.UTC(2033, 4, 31));
    expect(await filledDefaultPartitions()).toEqual([]);
    const [row] = await db.query<{ name: string }>(
      "SELECT tableoid::regclass::text AS name FROM raw_request WHERE id = $1",
      [id.toString()],
    );
    expect(row?.name).toBe("raw_request_2033_05");
  });

  test("get the indexes of their table", async () => {
    const rows = await db.query<{ count: string }>(
      `SELECT count(*) FROM pg_index WHERE indrelid = 'batch_2031_01'::regclass AND indisvalid
       UNION ALL SELECT count(*) FROM pg_index WHERE indrelid = 'batch'::regclass`,
    );
    expect(rows[0]?.count).toBe(rows[1]?.count);
  });
});

describe("retention", () => {
  test("removes request bytes after so many days and keeps the rest", async () => {
    await db.query("DELETE FROM raw_request");
    for (const days of [29, 31, 45]) await insertRaw(idFloor(now - days * DAY_MS));
    expect(await runMaintenance(now)).toMatchObject({ rawRequestsRemoved: 1 });
    expect(await removeOldRawRequests(now, 30)).toBe(1);
    expect(await db.query("SELECT id::text FROM raw_request")).toEqual([{ id: idFloor(now - 29 * DAY_MS).toString() }]);
  });

  test("forgets source request ids after 60 days, in several chunks", async () => {
    const today = Math.floor(now / DAY_MS);
    await db.query(
      `INSERT INTO dedupe SELECT 1, int4send(n), CASE WHEN n <= 12000 THEN $1::int ELSE $2::int END, n
       FROM generate_series(1, 12001) n`,
      [today - 61, today - 60],
    );
    expect(await removeOldDedupe(now)).toBe(12_000);
    expect(await db.query("SELECT count(*)::int AS left FROM dedupe")).toEqual([{ left: 1 }]);
  });

  test("forgets after 60 days in which hours a rate limit refused requests", async () => {
    const org = await makeOrganization();
    const hourOf = (days: number) => Math.floor((now - days * DAY_MS) / 3_600_000);
    await db.query("INSERT INTO rate_limit_hour VALUES ($1, $2, 5), ($1, $3, 5)", [
      org.inputs.web.id,
      hourOf(61),
      hourOf(60),
    ]);
    expect(await removeOldRefusedHours(now)).toBe(1);
    expect(await db.query("SELECT hour FROM rate_limit_hour")).toEqual([{ hour: hourOf(60) }]);
  });
});
