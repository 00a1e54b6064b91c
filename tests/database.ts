import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export type TestDatabase = {
  readonly url: string;
  readonly query: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** Drops the database; connections that are still open are cut. */
  readonly close: () => Promise<void>;
};

const TEMPLATE = "template_migrated";

async function asAdmin(base: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: `${base}/postgres` });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}

/**
 * A fresh migrated database for a test file, with partitions from 70 days ago to two months ahead. Sets DATABASE_URL
 * and APP_SECRET, so call it before anything of lib opens a connection:
 *
 *     const db = await testDatabase();   // top of the file
 *     afterAll(db.close);
 */
export async function testDatabase(): Promise<TestDatabase> {
  const base = inject("postgresUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asAdmin(base, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const url = `${base}/${name}`;
  process.env.DATABASE_URL = url;
  process.env.APP_SECRET = randomBytes(32).toString("hex");
  process.env.LOG_LEVEL ??= "silent";
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on("error", () => {});
  return {
    url,
    query: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    close: async () => {
      const { closeDatabase } = await import("../lib/db");
      await closeDatabase();
      await pool.end();
      await asAdmin(base, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
