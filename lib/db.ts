import { Pool, type QueryResultRow } from "pg";
import { env } from "./env";
import type { PrismaClient } from "./generated/prisma/client";

/**
 * The console's connections: short reads and settings. `lib/ingest` holds connections of its own.
 * int8 columns arrive as strings (exact); epoch milliseconds are selected with `::float8`.
 */
type Database = { readonly pool: Pool; prisma?: PrismaClient };
const holder = globalThis as typeof globalThis & { __database?: Database };

function open(): Database {
  const pool = new Pool({
    connectionString: env().DATABASE_URL,
    max: 10,
    connectionTimeoutMillis: 3_000,
    statement_timeout: 15_000,
    application_name: "console",
  });
  // An idle connection that breaks is replaced at the next query; without a listener it ends the process.
  pool.on("error", () => {});
  return { pool };
}

/** The pool, opened at the first use, and Prisma over it once `prisma.ts` was asked for it. */
export function database(): Database {
  holder.__database ??= open();
  return holder.__database;
}

/** One statement on the console's pool; a `name` makes it a prepared one. */
export async function query<Row extends QueryResultRow>(
  text: string,
  values: readonly unknown[] = [],
  name?: string,
): Promise<Row[]> {
  const result = await database().pool.query<Row>({ text, values: [...values], name });
  return result.rows;
}

export type Run = <Row extends QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** Statements in one transaction on the console's pool; taken back when `work` throws. */
export async function transaction<Result>(work: (run: Run) => Promise<Result>): Promise<Result> {
  const client = await database().pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(async (text, values = []) => (await client.query({ text, values: [...values] })).rows);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    // Ending the connection takes the transaction back, whatever state it is in.
    client.release(true);
    throw error;
  }
}

/** Ends every connection of the console's pool; for shutdown and tests. */
export async function closeDatabase(): Promise<void> {
  const open = holder.__database;
  holder.__database = undefined;
  await open?.prisma?.$disconnect();
  await open?.pool.end();
}
