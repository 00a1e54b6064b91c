import { setTimeout as wait } from "node:timers/promises";
import {
  Logger,
  parseCronItems,
  type Runner,
  type RunnerOptions,
  run,
  runMigrations,
  type Task,
} from "graphile-worker";
import { Pool } from "pg";
import { env } from "../env";
import { EXECUTE_ALIAS, executeOverdueAliases, executeScheduledAlias } from "./alias-tasks";

/** It listens on one connection and fetches and finishes jobs on the others; what a job does uses others of ours. */
const CONNECTIONS = 3;
/** Jobs come by a notification; this often the queue is looked at for what has become due, ms. */
const POLL_MS = 1_000;
/** Before a runner that gave up is started again, ms. */
const AGAIN_MS = 5_000;

const EXECUTE_OVERDUE = "execute_overdue_aliases";

/** The kept library has its own schema, `graphile_worker`, and its own migrations: from its start on it is there. */
export async function migrateJobs(): Promise<void> {
  const pool = openPool(() => {});
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) });
  } finally {
    await pool.end();
  }
}

/** Tells that something went wrong; an error of a job tells nothing of whom it was about. */
export type JobTrouble = (what: string, error: unknown) => void;

/**
 * Runs scheduled jobs in this process until `stop`, which waits for the job under way. Several copies share the jobs.
 * The database may go away and come back: what is due then runs late. Nothing is thrown: `trouble` hears of it.
 */
export function startWorker(trouble: JobTrouble): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  let runner: Runner | null = null;
  const tasks: Record<string, Task> = {
    [EXECUTE_ALIAS]: guarded(executeScheduledAlias, trouble),
    [EXECUTE_OVERDUE]: guarded(executeOverdueAliases, trouble),
  };
  const keepRunning = async () => {
    while (!stopping.signal.aborted) {
      const pool = openPool((error) => trouble("a connection of the job queue broke", error));
      try {
        runner = await run(optionsFor(pool, tasks, trouble));
        // Stopped while it started.
        if (stopping.signal.aborted) await runner.stop();
        await runner.promise;
      } catch (error) {
        trouble("the job queue stopped", error);
      }
      runner = null;
      await pool.end().catch(() => {});
      await wait(AGAIN_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  };
  const ended = keepRunning();
  return {
    async stop() {
      stopping.abort();
      await runner?.stop().catch((error: unknown) => trouble("the job queue did not stop cleanly", error));
      await ended;
    },
  };
}

function openPool(broke: (error: unknown) => void): Pool {
  const pool = new Pool({
    connectionString: env().DATABASE_URL,
    max: CONNECTIONS,
    connectionTimeoutMillis: 3_000,
    application_name: "jobs",
  });
  // A connection that breaks is replaced at the next use; without listeners it ends the process.
  pool.on("error", broke);
  pool.on("connect", (client) => client.on("error", broke));
  return pool;
}

/**
 * Ends of jobs are noted at once, but by way of the library's batches: those it awaits before it stops, and their failure
 * ends the runner. Without them nobody hears of a failure but the process, which it would end.
 */
const ENDS_AWAITED = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

function optionsFor(pgPool: Pool, taskList: Record<string, Task>, trouble: JobTrouble): RunnerOptions {
  return {
    pgPool,
    taskList,
    concurrency: 1,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    preset: ENDS_AWAITED,
    parsedCronItems: parseCronItems([{ task: EXECUTE_OVERDUE, match: "* * * * *", options: { maxAttempts: 1 } }]),
    // Its messages quote errors and payloads; what matters of them comes by our own words.
    logger: new Logger(() => (level, _, meta) => {
      if (level === "error" && meta?.failure !== true) trouble("the job queue has trouble", meta?.error);
    }),
  };
}

/** A task whose failure is told, and stored in the queue without what the error says: that may be a value. */
function guarded(task: Task, trouble: JobTrouble): Task {
  return async (payload, helpers) => {
    try {
      await task(payload, helpers);
    } catch (error) {
      const { task_identifier: name, attempts, max_attempts: most } = helpers.job;
      trouble(`the job ${name} failed, attempt ${attempts} of ${most}`, error);
      throw new Error(`${name} failed.`);
    }
  };
}
