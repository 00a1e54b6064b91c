import type { JobTrouble } from "./worker";

export type { JobTrouble };

/**
 * Starts the worker with its library, which takes a quarter of a second to load: a server that starts answers requests
 * before that.
 */
export async function loadWorker(trouble: JobTrouble): Promise<{ readonly stop: () => Promise<void> }> {
  const { startWorker } = await import("./worker");
  return startWorker(trouble);
}
