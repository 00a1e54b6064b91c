import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../tests/database";
import { migrate } from "./migrate.mjs";
import { startEmbedded } from "./postgres/embedded.mjs";

const db = await testDatabase();
afterAll(db.close);

const folder = mkdtempSync(path.join(tmpdir(), "database-"));
// As root the database runs as another user, who must reach it.
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

function migrationsIn(name: string, migrations: Record<string, string>): string {
  for (const [migration, sql] of Object.entries(migrations)) {
    mkdirSync(path.join(folder, name, migration), { recursive: true });
    writeFileSync(path.join(folder, name, migration, "migration.sql"), sql);
  }
  return path.join(folder, name);
}

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

describe("the migration runner", () => {
  test("finds nothing to do on a migrated database", async () => {
    expect(await migrate(db.url)).toEqual([]);
  });

  test("applies each migration once, also when two runs start together", async () => {
    await db.query("CREATE DATABASE twice");
    const url = db.url.replace(/[^/]+$/, "twice");
    const migrations = migrationsIn("twice", { "1_a": "CREATE TABLE a (id int)", "2_b": "CREATE TABLE b (id int)" });
    const runs = await Promise.all([migrate(url, { folder: migrations }), migrate(url, { folder: migrations })]);
    expect(runs.flat().sort()).toEqual(["1_a", "2_b"]);
    await db.query("DROP DATABASE twice");
  });

  test("leaves nothing of one that fails and refuses one that was changed", async () => {
    await db.query("CREATE DATABASE failing");
    const url = db.url.replace(/[^/]+$/, "failing");
    const broken = migrationsIn("failing", { "1_a": "CREATE TABLE a (id int); SELECT 1 / 0" });
    await expect(migrate(url, { folder: broken })).rejects.toThrow("1_a failed and left nothing behind");
    expect(await ask(url, "SELECT to_regclass('a') AS found")).toEqual([{ found: null }]);
    const mended = migrationsIn("failing", { "1_a": "CREATE TABLE a (id int)" });
    expect(await migrate(url, { folder: mended })).toEqual(["1_a"]);
    const changed = migrationsIn("failing", { "1_a": "CREATE TABLE a (id bigint)" });
    await expect(migrate(url, { folder: changed })).rejects.toThrow("was changed after it had been applied");
    const older = migrationsIn("older", {});
    mkdirSync(older, { recursive: true });
    await expect(migrate(url, { folder: older })).rejects.toThrow("it is newer");
    await db.query("DROP DATABASE failing");
  });
});

describe("the embedded database", () => {
  const dataDir = path.join(folder, "data");
  const lines: string[] = [];
  const start = () => startEmbedded({ dataDir, say: (line: string) => void lines.push(line) });
  const pidFile = () => path.join(dataDir, "postgres/data/postmaster.pid");

  test("counts letters, not bytes, survives a stop, is adopted while it runs, and recovers from kill -9", async () => {
    const first = await start();
    expect(await ask(first.url, "SELECT length('Zoë') AS n, upper('é') AS u")).toEqual([{ n: 3, u: "É" }]);
    await ask(first.url, "CREATE TABLE kept (id int)");

    const adopted = await start();
    expect(adopted.url).toBe(first.url);
    expect(lines.at(-1)).toMatch(/^Found the database still running/);

    process.kill(Number(readFileSync(pidFile(), "utf8").split("\n")[0]), "SIGKILL");
    const recovered = await start();
    expect(await ask(recovered.url, "SELECT count(*)::int AS n FROM kept")).toEqual([{ n: 0 }]);

    await recovered.stop();
    await expect(ask(recovered.url, "SELECT 1")).rejects.toThrow();
  });

  test("is not fooled by a lock file whose number belongs to another process", async () => {
    writeFileSync(pidFile(), `${process.pid}\n${path.join(dataDir, "postgres/data")}\n0\n1\n\n127.0.0.1\n`);
    const started = await start();
    expect(await ask(started.url, "SELECT count(*)::int AS n FROM kept")).toEqual([{ n: 0 }]);
    await started.stop();
  });
});
