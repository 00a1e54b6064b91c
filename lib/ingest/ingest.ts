import type { Int64 } from "../int64";
import { decideCall } from "./decide-call";
import { rowsOf } from "./flight";
import { newMpid } from "./ids";
import { isKnownRepeat, type Loading, loadFlight } from "./load-state";
import { type Plan, planCall } from "./plan";
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
 * Calls on one writer come one after the other; the next one may be planned as soon as `writing` was called.
 * Requests with old rules are left out and answered `stale`. Throws the driver's error after a rollback; then
 * nothing is stored.
 */
export function ingest(
  writer: Writer,
  requests: readonly IngestRequest[],
  writing?: () => void,
): Promise<IngestResult> {
  return run(writer, requests, { end: COMMIT, writing });
}

/** Does the same and takes it back: throws what `ingest` would throw. */
export async function rehearse(writer: Writer, requests: readonly IngestRequest[]): Promise<void> {
  await run(writer, requests, { end: ROLLBACK });
}

/** How a call ends, and whom to tell that only the write is left. */
type Ending = { readonly end: Prepared; readonly writing?: (() => void) | undefined };

async function run(writer: Writer, requests: readonly IngestRequest[], ending: Ending): Promise<IngestResult> {
  const planned = planOf(requests, writer);
  const done = await writer.turn();
  try {
    return await runPlanned(writer, planned, ending);
  } finally {
    done();
  }
}

type PlannedCall = { readonly requests: readonly IngestRequest[]; readonly plan: Plan; readonly loading: Loading };

function planOf(requests: readonly IngestRequest[], { ids }: Writer): PlannedCall {
  const plan = planCall(requests, ids);
  return { requests, plan, loading: loadFlight(plan, BEGIN) };
}

async function runPlanned(
  writer: Writer,
  { requests, plan, loading }: PlannedCall,
  ending: Ending,
): Promise<IngestResult> {
  try {
    const { state, fresh, stale } = loading.read(await writer.fly(loading.statements));
    if (stale.size > 0) {
      await writer.fly([ROLLBACK]);
      return await runCurrent(writer, requests, stale, ending);
    }
    const { set, stored } = decideCall(plan, state, (item) => isKnownRepeat(item, fresh), newMpid, writer.ids);
    const written = write(writer, set, ending.end);
    ending.writing?.();
    const sequences = await written;
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
  ending: Ending,
): Promise<IngestResult> {
  const current = requests.filter((_, position) => !stale.has(position));
  const { answers, sequences } =
    current.length > 0
      ? await runPlanned(writer, planOf(current, writer), ending)
      : { answers: [], sequences: new Map() };
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
