import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { childEnv } from "@/lib/env";
import { log } from "./http/log";
import { consoleStarts } from "./http/metrics";
import { CONSOLE_FLAGS } from "./node-flags.mjs";

/** Waits between restarts grow from the first to the second, ms; a console that ran for a while starts over. */
const [FIRST_WAIT_MS, LONGEST_WAIT_MS, STEADY_MS] = [250, 10_000, 60_000];

export type ConsoleProcess = { readonly stop: (graceMs: number) => Promise<void> };

/**
 * Keeps the console process running: started again with growing waits when it ends by itself. It listens where
 * CONSOLE_LISTEN says and ends by itself when this process dies, since their channel closes.
 */
export function startConsoleProcess(listen: string): ConsoleProcess {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let wait = FIRST_WAIT_MS;

  const start = () => {
    const startedAt = Date.now();
    consoleStarts.inc();
    const [script] = process.argv.slice(1);
    child = spawn(
      process.execPath,
      [...process.execArgv, ...CONSOLE_FLAGS, script ?? fileURLToPath(import.meta.url), "--only", "console"],
      {
        env: childEnv({ CONSOLE_LISTEN: listen }),
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      },
    );
    child.on("error", (error) => log().error({ reason: error.message }, "the console process can't be started"));
    child.once("exit", (code, signal) => {
      child = undefined;
      if (stopping) return;
      if (Date.now() - startedAt > STEADY_MS) wait = FIRST_WAIT_MS;
      log().error({ code, signal, waitMs: wait }, "the console process ended; it is started again");
      timer = setTimeout(start, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };
  start();

  return {
    stop: async (graceMs) => {
      stopping = true;
      clearTimeout(timer);
      const running = child;
      if (!running) return;
      const ended = new Promise<void>((resolve) => running.once("exit", () => resolve()));
      running.kill("SIGTERM");
      const force = setTimeout(() => running.kill("SIGKILL"), graceMs);
      await ended;
      clearTimeout(force);
    },
  };
}
