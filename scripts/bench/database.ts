import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { once } from "../database.mjs";
import { migrate } from "../migrate.mjs";
import { startEmbedded } from "../postgres/embedded.mjs";
import { say, withProgress } from "../say.mjs";
import type { Fixture } from "./prepare";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const DATA_DIR = path.join(ROOT, ".data", "bench");
/** The filled database is kept and never written: each run works on a copy. */
const [BASE, COPY] = ["bench_base", "bench_run"];

export type BenchDatabase = {
  readonly url: string;
  readonly secret: string;
  readonly fixture: Fixture;
  /** The server's version and the settings that matter, as it states them. */
  readonly settings: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

/** What the filled database follows from: the schema, the statements that fill it, and its size. */
function stampOf(profiles: number): string {
  const hash = createHash("sha256").update(String(profiles));
  const migrations = path.join(ROOT, "prisma", "migrations");
  const files = readdirSync(migrations).map((name) => path.join(migrations, name, "migration.sql"));
  for (const file of files.sort()) if (existsSync(file)) hash.update(readFileSync(file));
  for (const name of ["dataset.ts", "people.ts", "prepare.ts"])
    hash.update(readFileSync(path.join(import.meta.dirname, name)));
  return hash.digest("hex");
}

const named = (url: string, database: string) => {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
};

async function build(admin: string, secret: string, profiles: number): Promise<Fixture> {
  await once(admin, `DROP DATABASE IF EXISTS ${BASE} WITH (FORCE)`);
  await once(admin, `CREATE DATABASE ${BASE}`);
  const url = named(admin, BASE);
  await migrate(url);
  const output = execFileSync(
    process.execPath,
    ["--import", "tsx", path.join(import.meta.dirname, "prepare.ts"), String(profiles)],
    { cwd: ROOT, env: { ...process.env, DATABASE_URL: url, APP_SECRET: secret }, stdio: ["ignore", "pipe", "inherit"] },
  );
  return JSON.parse(output.toString());
}

async function filled(admin: string, profiles: number): Promise<{ secret: string; fixture: Fixture }> {
  const file = path.join(DATA_DIR, "filled.json");
  const stamp = stampOf(profiles);
  if (existsSync(file)) {
    const known = JSON.parse(readFileSync(file, "utf8"));
    if (known.stamp === stamp) return known;
    rmSync(file);
  }
  const secret = "a secret that guards nothing but invented people";
  const fixture = await withProgress(`Filling a database with ${profiles.toLocaleString("en")} people`, () =>
    build(admin, secret, profiles),
  );
  writeFileSync(file, JSON.stringify({ stamp, secret, fixture }), { mode: 0o600 });
  return { secret, fixture };
}

/** A server that has run for a while has its people in the cache; a copy has nothing there. */
const PREWARM = `
  CREATE EXTENSION pg_prewarm;
  SELECT pg_prewarm(oid::regclass) FROM pg_class
  WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace`;

const SETTINGS = [
  "server_version",
  "fsync",
  "full_page_writes",
  "synchronous_commit",
  "wal_level",
  "wal_compression",
  "shared_buffers",
  "max_wal_size",
  "checkpoint_timeout",
  "jit",
];

/** Starts the bench's own PostgreSQL, fills it when its stamp is not that of this version, and makes the copy. */
export async function openBenchDatabase(profiles: number): Promise<BenchDatabase> {
  const cluster = await startEmbedded({ dataDir: DATA_DIR, say });
  const url = named(cluster.url, COPY);
  try {
    const { secret, fixture } = await filled(cluster.url, profiles);
    await withProgress("Copying the filled database for this run", async () => {
      await once(cluster.url, `DROP DATABASE IF EXISTS ${COPY} WITH (FORCE)`);
      await once(cluster.url, `CREATE DATABASE ${COPY} TEMPLATE ${BASE} STRATEGY file_copy`);
      await once(cluster.url, "CHECKPOINT");
      await once(url, PREWARM);
    });
    const [shown] = await once(
      url,
      `SELECT ${SETTINGS.map((name) => `current_setting('${name}') AS ${name}`).join(", ")}`,
    );
    return {
      url,
      secret,
      fixture,
      settings: z.record(z.string(), z.string()).parse(shown),
      stop: async () => {
        await once(cluster.url, `DROP DATABASE IF EXISTS ${COPY} WITH (FORCE)`);
        await cluster.stop();
      },
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
