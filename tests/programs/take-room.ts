/**
 * A process of its own that takes from rate limits, for races between processes. It prints `ready`, begins with the first
 * line of its input, goes on until it was refused so many times, and prints how often it passed.
 */
import { once } from "node:events";
import { closeDatabase } from "../../lib/db";
import type { LimitKey } from "../../lib/rate-limits/limit";
import { takeRoom } from "../../lib/rate-limits/take";

export type Taking = {
  readonly limits: readonly LimitKey[];
  readonly inputId: number;
  readonly concurrency: number;
  readonly refusals: number;
};

const { limits, inputId, concurrency, refusals }: Taking = JSON.parse(process.argv[2] ?? "{}");
let passed = 0;
let refused = 0;

async function taker(): Promise<void> {
  while (refused < refusals) {
    const { admitted } = await takeRoom(limits, 1, inputId);
    if (admitted) passed += 1;
    else refused += 1;
  }
}

process.stdout.write("ready\n");
await once(process.stdin, "data");
await Promise.all(Array.from({ length: concurrency }, taker));
process.stdout.write(`passed ${passed}\n`);
await closeDatabase();
process.exit(0);
