import { setTimeout as wait } from "node:timers/promises";
import { CodedError, isCodedError } from "../errors";
import type { Remark } from "../explain/decision";
import { environmentOf } from "../inputs/rules";
import { publish } from "../live/publish";
import { failureOf, sqlState } from "./database-errors";
import { ingest, ROLLBACK, rehearse } from "./ingest";
import type { IngestAnswer, IngestRequest, Item } from "./requests";
import { turns } from "./turns";
import { openWriter, type Writer } from "./writer";

/** Each has a connection. While a call waits for the disk the others go on; more than these stood in each other's way. */
const WRITERS = 3;
/**
 * A call costs as much as some six batches, whatever it holds. So another one begins beside those under way when so many
 * batches wait for each of them, or when one has waited for so long, ms: a call may hang at a lock.
 */
const WORTH_BATCHES = 16;
const PATIENCE_MS = 20;
/**
 * A call takes no more than this, but always one whole request: smaller ones meet fewer people whom another call has
 * locked, and all writers' locks have room in a default PostgreSQL.
 */
const MAX_BATCHES = 100;
const MAX_IDENTITIES = 1_000;
/** Fewer waiting batches than this are worth a wait for the call before, and for a moment while more are received. */
const ENOUGH_BATCHES = 8;
const GATHER_MS = 1;
/** Beyond this age of the oldest waiting request new ones are turned away, ms. */
const MAX_QUEUE_MS = 2_000;
const RACE_ATTEMPTS = 5;
/** Transactions that are no batch's: few at once, so that batches keep the database. */
const TRANSACTIONS = 2;

type Waiting = {
  readonly request: IngestRequest;
  readonly since: number;
  resolve(answer: IngestAnswer): void;
  reject(error: unknown): void;
};

/** The connection of calls that follow each other; none before the first. */
type Lane = { writer?: Writer; opening?: Promise<Writer> | undefined };
/** Where a call runs, and whom to tell that only its write is left. */
type Way = { readonly lane: Lane; readonly writing: () => void };

/**
 * What waits in front of `ingest`: one queue per process, a few writers. A writer takes what waits, so that many
 * single requests share one transaction, and each still gets its own answer after the commit.
 */
class IngestQueue {
  readonly #waiting: Waiting[] = [];
  readonly #idle: Writer[] = [];
  #waitingBatches = 0;
  #working = 0;
  #patience: NodeJS.Timeout | undefined;
  #transactions = 0;
  #open = 0;
  #draining = false;
  readonly #turn = turns(TRANSACTIONS);

  /** Tells that a request is being received; call the result when it has its answer. */
  opened(): () => void {
    this.#open += 1;
    return () => {
      this.#open -= 1;
    };
  }

  /** Resolves after the commit. Throws `overloaded` or `database_unavailable`; then nothing is stored. */
  add(request: IngestRequest): Promise<IngestAnswer> {
    const [oldest] = this.#waiting;
    if (this.#draining || (oldest && Date.now() - oldest.since > MAX_QUEUE_MS)) {
      throw new CodedError("overloaded", "The server can't take more batches right now.", { retryAfterSeconds: 1 });
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, since: Date.now(), resolve, reject });
      this.#waitingBatches += request.items.length;
      if (this.#waitingBatches >= WORTH_BATCHES * this.#working) this.#begin();
      else this.#patience ??= setTimeout(() => this.#losePatience(), PATIENCE_MS);
    });
  }

  #begin(): void {
    if (this.#working < WRITERS) void this.#work();
  }

  #losePatience(): void {
    this.#patience = undefined;
    const [oldest] = this.#waiting;
    if (!oldest) return;
    const left = oldest.since + PATIENCE_MS - Date.now();
    if (left <= 0) this.#begin();
    this.#patience = setTimeout(() => this.#losePatience(), left > 0 ? left : PATIENCE_MS);
  }

  /**
   * Lends a writer for a transaction that `work` begins and ends; once more from the start when it loses a race. Throws
   * what `work` throws, then nothing is stored; `database_unavailable` where the database is the reason.
   */
  async transact<Result>(work: (writer: Writer) => Promise<Result>): Promise<Result> {
    if (this.#draining) throw new CodedError("overloaded", "The server is stopping.", { retryAfterSeconds: 1 });
    this.#transactions += 1;
    const give = await this.#turn();
    try {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.#lend(work);
        } catch (error) {
          if (isCodedError(error)) throw error;
          const failure = failureOf(error);
          if (failure === "unavailable") throw unavailable();
          if (failure === "data" || attempt >= RACE_ATTEMPTS) throw error;
        }
      }
    } finally {
      give();
      this.#transactions -= 1;
    }
  }

  async #lend<Result>(work: (writer: Writer) => Promise<Result>): Promise<Result> {
    const writer = await this.#writer();
    try {
      return await work(writer);
    } catch (error) {
      if (!writer.broken()) await writer.fly([ROLLBACK]).catch(() => {});
      throw error;
    } finally {
      this.#give(writer);
    }
  }

  /** Stores what waits, then closes the connections. New requests are turned away. */
  async drain(): Promise<void> {
    this.#draining = true;
    while (this.#working + this.#transactions > 0) await wait(5);
    await Promise.all(this.#idle.splice(0).map((writer) => writer.close()));
    this.#draining = false;
  }

  /** Calls on one connection, one after the other: while one is written, the next one is planned. */
  async #work(): Promise<void> {
    this.#working += 1;
    const lane: Lane = {};
    let stored: Promise<void> = Promise.resolve();
    while (this.#waiting.length > 0) {
      if (this.#waitingBatches < ENOUGH_BATCHES) await stored;
      if (this.#waitingBatches < ENOUGH_BATCHES && this.#open > this.#waiting.length) await wait(GATHER_MS);
      const taken = this.#take();
      const before = stored;
      if (taken.length > 0) {
        await new Promise<void>((writing) => {
          stored = this.#store(taken, { lane, writing }).then(() => before);
          void stored.then(writing);
        });
      }
      // Nobody else begins for a few that come now: it must see them.
      if (this.#waiting.length === 0) await stored;
    }
    if (lane.writer) this.#give(lane.writer);
    this.#working -= 1;
  }

  #take(): Waiting[] {
    let batches = 0;
    let identities = 0;
    const end = this.#waiting.findIndex(({ request }, position) => {
      batches += request.items.length;
      for (const item of request.items) identities += identityCount(item);
      return position > 0 && (batches > MAX_BATCHES || identities > MAX_IDENTITIES);
    });
    const taken = this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
    for (const { request } of taken) this.#waitingBatches -= request.items.length;
    return taken;
  }

  async #store(taken: readonly Waiting[], way: Way): Promise<void> {
    try {
      const answers = await this.#attempt(
        taken.map(({ request }) => request),
        way,
      );
      taken.forEach(({ resolve, reject }, position) => {
        const answer = answers[position];
        if (answer) resolve(answer);
        else reject(new Error("A request got no answer."));
      });
    } catch (error) {
      if (failureOf(error) !== "data") {
        for (const { reject } of taken) reject(unavailable());
      } else if (taken.length > 1) {
        for (const one of taken) await this.#store([one], way);
      } else {
        for (const one of taken) await this.#storeWithoutPoison(one, way);
      }
    }
  }

  /** Finds the batches that fail alone and stores the request with those as rejected. */
  async #storeWithoutPoison({ request, resolve, reject }: Waiting, way: Way): Promise<void> {
    try {
      const items = [];
      for (const item of request.items) {
        const { batch } = item;
        const poison = batch ? await this.#poisonOf({ ...request, items: [item] }) : null;
        const environment = batch && environmentOf(batch, request.rules);
        items.push(poison ? { batch: null, rejection: poison, warnings: [], environment } : item);
      }
      const [answer] = await this.#attempt([{ ...request, items }], way);
      if (!answer) throw new Error("A request got no answer.");
      resolve(answer);
    } catch {
      reject(unavailable());
    }
  }

  async #poisonOf(request: IngestRequest): Promise<Remark | null> {
    const writer = await this.#writer();
    try {
      await rehearse(writer, [request]);
      return null;
    } catch (error) {
      if (failureOf(error) !== "data") throw error;
      return { code: "poison_batch", params: { sqlstate: sqlState(error) ?? "none" } };
    } finally {
      this.#give(writer);
    }
  }

  async #attempt(requests: readonly IngestRequest[], { lane, writing }: Way): Promise<readonly IngestAnswer[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { answers, sequences } = await ingest(await this.#writerOf(lane), requests, writing);
        if (sequences.size > 0) publish(sequences);
        return answers;
      } catch (error) {
        if (failureOf(error) !== "race" || attempt >= RACE_ATTEMPTS) throw error;
      }
    }
  }

  /** The lane's writer; another one once that is broken. */
  async #writerOf(lane: Lane): Promise<Writer> {
    if (lane.writer && !lane.writer.broken()) return lane.writer;
    lane.opening ??= this.#writer().finally(() => {
      lane.opening = undefined;
    });
    const fresh = await lane.opening;
    if (lane.writer && lane.writer !== fresh) this.#give(lane.writer);
    lane.writer = fresh;
    return fresh;
  }

  async #writer(): Promise<Writer> {
    for (let writer = this.#idle.pop(); writer; writer = this.#idle.pop()) {
      if (!writer.broken()) return writer;
    }
    return await openWriter();
  }

  #give(writer: Writer): void {
    if (!writer.broken()) {
      this.#idle.push(writer);
      return;
    }
    // What broke this connection has likely broken the others.
    for (const one of [writer, ...this.#idle.splice(0)]) void one.close();
  }
}

function identityCount({ batch, identity }: Item): number {
  return identity?.endpoint === "modify" ? 2 * identity.changes.length : (batch?.identities.length ?? 0);
}

function unavailable(): CodedError {
  return new CodedError("database_unavailable", "The database can't be used right now.", { retryAfterSeconds: 1 });
}

/** The queue of this process. */
export const ingestQueue = new IngestQueue();
