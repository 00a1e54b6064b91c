import { query } from "../db";
import { CodedError } from "../errors";
import { ensureComingPartitions, ensurePartitions } from "../jobs";
import { prisma } from "../prisma";
import { aliasMoments, type Moment } from "./alias";
import { createCompany } from "./company";
import { inputKeys } from "./company-plan";
import { DAY } from "./customer";
import { deliver, type Recipient } from "./deliver";
import { type DemoFile, writeDemoFile } from "./demo-file";
import { demoHistory } from "./history";
import { MEMBERSHIP_DAYS_AGO, setMemberships } from "./membership";
import type { Send } from "./send";

const CUSTOMERS = 3_000;

export type SeedOptions = {
  /** Epoch ms: the demo's past ends here. */
  readonly now: number;
  readonly dataDir: string;
  /** Where the server will answer. */
  readonly url: string;
  readonly customers?: number;
  readonly report: (line: string) => void;
};

/**
 * Makes the demo company and sends its past through `ingest`, as if it had been received then. Writes the demo file.
 * Throws `conflict` for a database that holds any organisation.
 */
export async function seedDemo(options: SeedOptions): Promise<DemoFile> {
  const { now, report } = options;
  const started = Date.now();
  const [any] = await query("SELECT id FROM organization LIMIT 1");
  if (any) {
    throw new CodedError("conflict", "The database already holds an organisation; the demo needs an empty database.");
  }
  await ensurePartitions(now - 61 * DAY, now);
  await ensureComingPartitions(now);
  const file = await makeCompany(options);
  const history = demoHistory(now, options.customers ?? CUSTOMERS);
  const keys = inputKeys(file);
  const moments: Moment[] = [
    { at: now - MEMBERSHIP_DAYS_AGO * DAY, happens: (at) => setMemberships(file, at) },
    ...aliasMoments(now, keys.get("web")),
  ];
  let stored = 0;
  const took = (count: number) => {
    stored += count;
    if (stored % 5_000 < count) report(`${format(stored)} of ${format(history.length)} requests.`);
  };
  await liveThrough(history, moments, { keys, mpids: new Map(), took });
  await query("ANALYZE");
  report(`${format(history.length)} requests in ${Math.round((Date.now() - started) / 1000)} s.`);
  return file;
}

/** The past in order: what was sent, and between it what else happened. */
async function liveThrough(history: readonly Send[], moments: readonly Moment[], company: Recipient): Promise<void> {
  let from = 0;
  for (const { at, happens } of moments) {
    const to = history.findIndex((send) => send.at > at);
    await deliver(history.slice(from, to), company);
    await happens(at);
    from = to;
  }
  await deliver(history.slice(from), company);
}

async function makeCompany({ now, dataDir, url }: SeedOptions): Promise<DemoFile> {
  return await prisma().$transaction(
    async (tx) => {
      const file = await createCompany(tx, now, url);
      // Before the commit: so there is no company whose passwords nobody knows.
      await writeDemoFile(dataDir, file);
      return file;
    },
    { timeout: 60_000 },
  );
}

const format = (count: number) => count.toLocaleString("en-US");
