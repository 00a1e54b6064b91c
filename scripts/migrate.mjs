// Applies prisma/migrations in Prisma Migrate's own form and keeps its table, so that whoever has network may use the
// Prisma CLI on the same database. Its CLI needs an engine from the network; this does not.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import pg from "pg";

const FOLDER = fileURLToPath(new URL("../prisma/migrations", import.meta.url));
/** The key that Prisma Migrate itself locks, so that the two never run together. */
const LOCK = 72_707_369;

const TABLE = `
CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id"                  VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum"            VARCHAR(64) NOT NULL,
  "finished_at"         TIMESTAMPTZ,
  "migration_name"      VARCHAR(255) NOT NULL,
  "logs"                TEXT,
  "rolled_back_at"      TIMESTAMPTZ,
  "started_at"          TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** @returns {{ name: string, sql: string, checksum: string }[]} in order */
function migrationsOnDisk(folder) {
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, "migration.sql")))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/** Refuses a database that another version of this program made. */
function checkApplied(applied, onDisk) {
  for (const row of applied) {
    const mine = onDisk.find((migration) => migration.name === row.migration_name);
    if (!row.finished_at)
      throw new Error(`The migration ${row.migration_name} was begun and not finished: see _prisma_migrations.`);
    if (!mine)
      throw new Error(
        `The database holds the migration ${row.migration_name}, which this version does not know: it is newer.`,
      );
    if (mine.checksum !== row.checksum) {
      throw new Error(`The migration ${row.migration_name} was changed after it had been applied to this database.`);
    }
  }
}

async function apply(client, migration) {
  const started = new Date();
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name, started],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`The migration ${migration.name} failed and left nothing behind: ${error.message}`);
  }
}

/**
 * Brings the database up to date; each migration in a transaction of its own, under a lock.
 * @param {string} url
 * @param {{ folder?: string }} [options]
 * @returns {Promise<string[]>} names of the migrations applied now
 */
export async function migrate(url, { folder = FOLDER } = {}) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: "migrate" });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS version");
    if (rows[0].version < 150_000) throw new Error("The database is older than PostgreSQL 15.");
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(TABLE);
    const applied = await client.query(
      `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
    );
    const onDisk = migrationsOnDisk(folder);
    checkApplied(applied.rows, onDisk);
    const known = new Set(applied.rows.map((row) => row.migration_name));
    const missing = onDisk.filter((migration) => !known.has(migration.name));
    for (const migration of missing) await apply(client, migration);
    return missing.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = await migrate(process.env.DATABASE_URL ?? "");
  process.stdout.write(names.length > 0 ? `Applied ${names.join(", ")}.\n` : "The database is up to date.\n");
}
