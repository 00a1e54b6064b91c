import { setTimeout as wait } from "node:timers/promises";
import { CodedError, isCodedError } from "../errors";
import type { Remark } from "../explain/decision";
import { publish } from "../live/publish";
import { failureOf, sqlState } from "./database-errors";
import { ingest, ROLLBACK, rehearse } from "./ingest";
import type { IngestAnswer, IngestRequest, Item } from "./requests";
import { turns } from "./turns";
import { openWriter, type Writer } from "./writer";

/** Each has a connection. While a call waits for the disk the others go on; more than these stood in each other's way. */
const WRITERS = 4;
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
/** Fewer waiting requests than this are worth a moment's wait while more are open. */
const ENOUGH_REQUESTS = 8;
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

  async #work(): Promise<void> {
    this.#working += 1;
    while (this.#waiting.length > 0) {
      if (this.#waiting.length < ENOUGH_REQUESTS && this.#open > this.#waiting.length) await wait(GATHER_MS);
      const taken = this.#take();
      if (taken.length > 0) await this.#store(taken);
    }
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

  async #store(taken: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.#attempt(taken.map(({ request }) => request));
      taken.forEach(({ resolve, reject }, position) => {
        const answer = answers[position];
        if (answer) resolve(answer);
        else reject(new Error("A request got no answer."));
      });
    } catch (error) {
      if (failureOf(error) !== "data") {
        for (const { reject } of taken) reject(unavailable());
      } else if (taken.length > 1) {
        for (const one of taken) await this.#store([one]);
      } else {
        for (const one of taken) await this.#storeWithoutPoison(one);
      }
    }
  }

  /** Finds the batches that fail alone and stores the request with those as rejected. */
  async #storeWithoutPoison({ request, resolve, reject }: Waiting): Promise<void> {
    try {
      const items = [];
      for (const item of request.items) {
        const poison = item.batch ? await this.#poisonOf({ ...request, items: [item] }) : null;
        items.push(poison ? { batch: null, rejection: poison, warnings: [] } : item);
      }
      const [answer] = await this.#attempt([{ ...request, items }]);
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

  async #attempt(requests: readonly IngestRequest[]): Promise<readonly IngestAnswer[]> {
    for (let attempt = 1; ; attempt += 1) {
      const writer = await this.#writer();
      try {
        const { answers, sequences } = await ingest(writer, requests);
        if (sequences.size > 0) publish(sequences);
        return answers;
      } catch (error) {
        if (failureOf(error) !== "race" || attempt >= RACE_ATTEMPTS) throw error;
      } finally {
        this.#give(writer);
      }
    }
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
