import { randomBytes } from "node:crypto";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../scripts/migrate.mjs";
import { startTestCluster } from "./cluster";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the tests' PostgreSQL, without a database name. */
    postgresUrl: string;
  }
}

const TEMPLATE = "template_migrated";
const DAY_MS = 86_400_000;

/** Starts the tests' PostgreSQL and makes the migrated database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  const admin = new pg.Client({ connectionString: `${cluster.url}/postgres` });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  const url = `${cluster.url}/${TEMPLATE}`;
  await migrate(url);
  Object.assign(process.env, { DATABASE_URL: url, APP_SECRET: randomBytes(32).toString("hex") });
  const { ensurePartitions } = await import("../lib/jobs/partitions");
  await ensurePartitions(Date.now() - 70 * DAY_MS, Date.now() + 62 * DAY_MS);
  const { migrateJobs } = await import("../lib/jobs/worker");
  await migrateJobs();
  const { closeDatabase } = await import("../lib/db");
  await closeDatabase();
  await admin.query(`ALTER DATABASE ${TEMPLATE} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  await admin.end();
  project.provide("postgresUrl", cluster.url);
  return cluster.stop;
}
