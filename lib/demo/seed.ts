import { query } from "../db";
import { CodedError } from "../errors";
import { ingest, openWriter, toIngestRequest, type Writer } from "../ingest";
import { findInput } from "../inputs/find-input";
import { ensureComingPartitions, ensurePartitions } from "../jobs";
import { prisma } from "../prisma";
import { createCompany } from "./company";
import { inputKeys } from "./company-plan";
import { DAY } from "./customer";
import { type DemoFile, writeDemoFile } from "./demo-file";
import { demoHistory } from "./history";
import { MEMBERSHIP_DAYS_AGO, setMemberships } from "./membership";
import type { InputName, Send } from "./send";

const CUSTOMERS = 3_000;
/** Requests of one call of `ingest`. */
const CALL = 100;

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
  const membershipsSetAt = now - MEMBERSHIP_DAYS_AGO * DAY;
  const after = history.findIndex(({ at }) => at > membershipsSetAt);
  const keys = inputKeys(file);
  await store(history, [0, after], keys, report);
  await setMemberships(file, membershipsSetAt);
  await store(history, [after, history.length], keys, report);
  await query("ANALYZE");
  report(`${format(history.length)} batches in ${Math.round((Date.now() - started) / 1000)} s.`);
  return file;
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

/** Sends a part of the history: from an index up to, but without, another. */
async function store(
  history: readonly Send[],
  [from, to]: readonly [from: number, to: number],
  keys: ReadonlyMap<InputName, string>,
  report: SeedOptions["report"],
): Promise<void> {
  const writer = await openWriter();
  try {
    for (let start = from; start < to; start += CALL) {
      const done = Math.min(start + CALL, to);
      await storeCall(writer, history.slice(start, done), keys);
      if (done % 5_000 < CALL) report(`${format(done)} of ${format(history.length)} batches.`);
    }
  } finally {
    await writer.close();
  }
}

async function storeCall(writer: Writer, sends: readonly Send[], keys: ReadonlyMap<InputName, string>): Promise<void> {
  const requests = await Promise.all(sends.map((send) => requestOf(send, keys)));
  const { answers } = await ingest(writer, requests);
  if (answers.some(({ stale }) => stale)) throw new Error("The demo's inputs changed while it was being seeded.");
}

async function requestOf({ input, at, body }: Send, keys: ReadonlyMap<InputName, string>) {
  const credential = await findInput(keys.get(input) ?? "");
  if (!credential) throw new Error(`The demo has no input named ${input}.`);
  const bytes = Buffer.from(body);
  return await toIngestRequest({
    credential,
    kind: "single",
    path: "/v2/events",
    receivedAt: at,
    body: bytes,
    byteSize: bytes.byteLength,
  });
}

const format = (count: number) => count.toLocaleString("en-US");
