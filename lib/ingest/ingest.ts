import type { Int64 } from "../int64";
import { decideCall } from "./decide-call";
import { rowsOf } from "./flight";
import { newMpid } from "./ids";
import { isKnownRepeat, load } from "./load-state";
import { planCall } from "./plan";
import type { IngestAnswer, IngestRequest } from "./requests";
import { prepare } from "./statement";
import { WRITES } from "./write";
import type { WriteSet } from "./write-set";
import type { Prepared, Writer } from "./writer";

export type IngestResult = {
  /** One per request, in order. */
  readonly answers: readonly IngestAnswer[];
  /** Highest number given out per workspace, for the wake-up after the commit. */
  readonly sequences: ReadonlyMap<number, Int64>;
};

export const BEGIN: Prepared = { name: "begin", text: "BEGIN", values: [] };
export const COMMIT: Prepared = { name: "commit", text: "COMMIT", values: [] };
export const ROLLBACK: Prepared = { name: "rollback", text: "ROLLBACK", values: [] };

/**
 * Stores the requests in ONE transaction, in two flights:
 * lock identities, dedupe, look up, lock people, load · write, number, commit.
 * The statements of a call are always the same, however many requests and batches it takes.
 * Requests with old rules are left out and answered `stale`. Throws the driver's error after a rollback; then
 * nothing is stored.
 */
export function ingest(writer: Writer, requests: readonly IngestRequest[]): Promise<IngestResult> {
  return run(writer, requests, COMMIT);
}

/** Does the same and takes it back: throws what `ingest` would throw. */
export async function rehearse(writer: Writer, requests: readonly IngestRequest[]): Promise<void> {
  await run(writer, requests, ROLLBACK);
}

async function run(writer: Writer, requests: readonly IngestRequest[], end: Prepared): Promise<IngestResult> {
  const plan = planCall(requests, writer.ids);
  try {
    const { state, fresh, stale } = await load(writer, plan, BEGIN);
    if (stale.size > 0) {
      await writer.fly([ROLLBACK]);
      return await runCurrent(writer, requests, stale, end);
    }
    const { set, stored } = decideCall(plan, state, (item) => isKnownRepeat(item, fresh), newMpid, writer.ids);
    const sequences = await write(writer, set, end);
    return { answers: stored.map((batches) => ({ stale: false, batches })), sequences };
  } catch (error) {
    if (!writer.broken()) await writer.fly([ROLLBACK]).catch(() => {});
    throw error;
  }
}

async function runCurrent(
  writer: Writer,
  requests: readonly IngestRequest[],
  stale: ReadonlySet<number>,
  end: Prepared,
): Promise<IngestResult> {
  const current = requests.filter((_, position) => !stale.has(position));
  const { answers, sequences } =
    current.length > 0 ? await run(writer, current, end) : { answers: [], sequences: new Map() };
  const rest = answers.values();
  return {
    answers: requests.map((_, position) =>
      stale.has(position) ? { stale: true } : (rest.next().value ?? { stale: true }),
    ),
    sequences,
  };
}

/**
 * Second flight: `first` and all that the set holds. The tag of COMMIT tells: a failed transaction answers ROLLBACK
 * without an error.
 */
export async function write(
  writer: Writer,
  set: WriteSet,
  end: Prepared,
  first: readonly Prepared[] = [],
): Promise<Map<number, Int64>> {
  const answers = await writer.fly([...first, ...WRITES.map((statement) => prepare(statement, set)), end]);
  if (answers.at(-1)?.command !== end.text) throw new Error("The transaction was rolled back.");
  const numbered = rowsOf<{ workspace_id: number; seq: Int64 }>(answers.at(-2));
  return new Map(numbered.map((row) => [row.workspace_id, row.seq]));
}
