import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import type { Int64 } from "../int64";
import { closePublisher, LIVE_CHANNEL, publish } from "./publish";

const db = await testDatabase();
const listener = new pg.Client({ connectionString: process.env.DATABASE_URL });
const heard: unknown[] = [];
listener.on("notification", ({ payload }) => heard.push(JSON.parse(payload ?? "")));
await listener.connect();
await listener.query(`LISTEN ${LIVE_CHANNEL}`);
afterAll(async () => {
  await listener.end();
  await db.close();
});

const rows = (workspaceId: number, seq: string) => publish(new Map([[workspaceId, seq as Int64]]));

test("the first wake-up goes at once, the next ones together, and the last before the line is closed", async () => {
  rows(1, "9007199254740993");
  rows(1, "9007199254740994");
  rows(2, "7");
  rows(1, "9007199254740995");
  await closePublisher();
  // Whatever was announced until now is heard before the answer to this.
  await listener.query("SELECT 1");
  expect(heard).toEqual([{ 1: "9007199254740993" }, { 1: "9007199254740995", 2: "7" }]);
});
