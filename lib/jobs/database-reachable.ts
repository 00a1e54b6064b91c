import { setTimeout as wait } from "node:timers/promises";
import { query } from "../db";

const ANSWER_MS = 3_000;

/** True when the database answers a query within three seconds. */
export async function isDatabaseReachable(): Promise<boolean> {
  const timeout = new AbortController();
  const late = wait(ANSWER_MS, false, { signal: timeout.signal, ref: false }).catch(() => false);
  const answer = query("SELECT 1").then(
    () => true,
    () => false,
  );
  const reachable = await Promise.race([answer, late]);
  timeout.abort();
  return reachable;
}

/** Asks once a second, at most `seconds` long; false when the database did not answer in that time. */
export async function waitForDatabase(seconds: number): Promise<boolean> {
  for (let second = 0; second < seconds; second++) {
    if (await isDatabaseReachable()) return true;
    await wait(1_000);
  }
  return isDatabaseReachable();
}
