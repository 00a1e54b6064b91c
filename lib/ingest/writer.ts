import { randomInt } from "node:crypto";
import { Client, type QueryResult, type QueryResultRow } from "pg";
import { env } from "../env";
import { type IdSource, idSource, WRITERS } from "./ids";

/** Class of the session locks by which a connection holds its writer number. */
const WRITER_LOCK_CLASS = 0x75617679;

/** A statement with its parameters; named, so that it is planned once per connection. */
export type Prepared = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

/**
 * One connection that writes batches: pipelined, with a writer number of its own that no other process holds while
 * the connection lives.
 */
export type Writer = {
  readonly ids: IdSource;
  run<Row extends QueryResultRow>(statement: Prepared): Promise<QueryResult<Row>>;
  /** True once the connection is lost; the writer is of no use any more. */
  broken(): boolean;
  close(): Promise<void>;
};

/** Opens a writer. Throws the driver's error when the database can't be reached. */
export async function openWriter(): Promise<Writer> {
  const client = new Client({
    connectionString: env().DATABASE_URL,
    pipeline: true,
    connectionTimeoutMillis: 3_000,
    application_name: "ingest",
    options: "-c plan_cache_mode=force_generic_plan -c statement_timeout=15000 -c jit=off",
  });
  let broken = false;
  client.on("error", () => {
    broken = true;
  });
  client.on("end", () => {
    broken = true;
  });
  await client.connect();
  try {
    const number = await claimNumber(client);
    return {
      ids: idSource(number),
      run: (statement) => client.query({ ...statement, values: [...statement.values] }),
      broken: () => broken,
      close: () => client.end().catch(() => {}),
    };
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

async function claimNumber(client: Client): Promise<number> {
  const start = randomInt(WRITERS);
  const { rows } = await client.query<{ number: number }>(
    `SELECT n % ${WRITERS} AS number FROM generate_series($1::int, $1::int + ${WRITERS - 1}) AS n
     WHERE pg_try_advisory_lock(${WRITER_LOCK_CLASS}, n % ${WRITERS}) LIMIT 1`,
    [start],
  );
  const [row] = rows;
  if (!row) throw new Error(`All ${WRITERS} writer numbers are taken.`);
  return row.number;
}
