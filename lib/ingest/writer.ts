import { randomInt } from "node:crypto";
import { Socket } from "node:net";
import { Client } from "pg";
import { env } from "../env";
import { type Answered, Flight, type Known } from "./flight";
import { type IdSource, idSource, WRITERS } from "./ids";
import { turns } from "./turns";

/** Class of the session locks by which a connection holds its writer number. */
const WRITER_LOCK_CLASS = 0x75617679;

/** A database that does not answer for so long is given up: the server itself ends statements after 15 s. */
const SILENCE_MS = 20_000;

/** A statement with its parameters; named, so that it is planned once per connection. */
export type Prepared = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

/**
 * One connection that writes batches, with a writer number of its own that no other process holds while
 * the connection lives.
 */
export type Writer = {
  readonly ids: IdSource;
  /** Waits until the transactions that others began on the connection are over; call the result when one's own is. */
  readonly turn: () => Promise<() => void>;
  /** Runs the statements in order; answers in their order when the last is done. Throws the driver's first error. */
  fly(statements: readonly Prepared[]): Promise<readonly Answered[]>;
  /** True once the connection is lost; the writer is of no use any more. */
  broken(): boolean;
  close(): Promise<void>;
};

/** Opens a writer. Throws the driver's error when the database can't be reached. */
export async function openWriter(silenceMs = SILENCE_MS): Promise<Writer> {
  const socket = new Socket();
  socket.on("timeout", () => socket.destroy(new Error("The database does not answer.")));
  const client = new Client({
    stream: () => socket,
    connectionString: env().DATABASE_URL,
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
    const known: Known = new Map();
    let waiting = 0;
    return {
      ids: idSource(number),
      turn: turns(1),
      async fly(statements) {
        waiting += 1;
        if (waiting === 1) socket.setTimeout(silenceMs);
        try {
          return await client.query(new Flight(statements, known)).answers;
        } finally {
          waiting -= 1;
          if (waiting === 0) socket.setTimeout(0);
        }
      },
      broken: () => broken,
      async close() {
        socket.setTimeout(silenceMs);
        await client.end().catch(() => {});
      },
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
