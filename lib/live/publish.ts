import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { env } from "../env";
import type { Int64 } from "../int64";

/** The channel on which every process hears of new rows. */
export const LIVE_CHANNEL = "live";

/** Each message is a transaction: under load one for what came within so long, ms. The first one waits for nothing. */
const REST_MS = 20;

let client: Promise<Client> | undefined;
let sending = false;
const pending = new Map<number, Int64>();

/**
 * Wakes the readers of these workspaces: after the commit, on a connection of its own, one message for all that
 * gathered since the last one. Carries the highest number per workspace, no data. Never throws and
 * never waits: a lost wake-up hides nothing, since readers look at the table themselves every few seconds.
 */
export function publish(sequences: ReadonlyMap<number, Int64>): void {
  for (const [workspaceId, seq] of sequences) {
    const known = pending.get(workspaceId);
    if (known === undefined || BigInt(known) < BigInt(seq)) pending.set(workspaceId, seq);
  }
  if (!sending) void send();
}

async function send(): Promise<void> {
  sending = true;
  while (pending.size > 0) {
    await tell();
    await wait(REST_MS, undefined, { ref: false });
  }
  sending = false;
}

async function tell(): Promise<void> {
  const message = JSON.stringify(Object.fromEntries(pending));
  pending.clear();
  try {
    client ??= connect();
    await (await client).query({ name: "publish", text: "SELECT pg_notify($1, $2)", values: [LIVE_CHANNEL, message] });
  } catch {
    client = undefined;
  }
}

async function connect(): Promise<Client> {
  const fresh = new Client({
    connectionString: env().DATABASE_URL,
    connectionTimeoutMillis: 3_000,
    application_name: "publish",
    // A message is worth nothing after a crash: it need not wait for the disk.
    options: "-c synchronous_commit=off",
  });
  fresh.on("error", () => {
    client = undefined;
  });
  await fresh.connect();
  return fresh;
}

/** Sends what is left and ends the connection; for shutdown. */
export async function closePublisher(): Promise<void> {
  if (pending.size > 0) await tell();
  const open = client;
  client = undefined;
  await open?.then((one) => one.end()).catch(() => {});
}
