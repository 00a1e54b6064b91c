import { randomBytes } from "node:crypto";
import type { Int64, Mpid } from "../int64";

/**
 * Ids of batches, events and raw requests: 42 bits receipt millisecond, 10 bits writer, 11 bits counter.
 * So an id names its partition, and two writers never make the same one. Ours.
 */
const WRITER_BITS = 10n;
const COUNTER_BITS = 11n;
export const WRITERS = 1 << Number(WRITER_BITS);
const COUNTERS = 1 << Number(COUNTER_BITS);
const MS_SHIFT = WRITER_BITS + COUNTER_BITS;

/** The smallest id of a millisecond. */
export function idFloor(ms: number): bigint {
  return BigInt(ms) << MS_SHIFT;
}

/** The receipt millisecond of an id. */
export function idTime(id: Int64 | bigint): number {
  return Number(BigInt(id) >> MS_SHIFT);
}

/** A time further back than this is taken as it is (seed, tests); longer than any request waits, ms. */
const BACK_MS = 60_000;

export type IdSource = (receivedAt: number) => Int64;

/**
 * A source of ids for the holder of a writer number (0 to 1023). They ascend, but for a time that comes again (seed,
 * tests). The counter runs on from call to call, so such a time does not repeat an id; where it starts over within a
 * millisecond, the next one is borrowed.
 */
export function idSource(writer: number): IdSource {
  const high = BigInt(writer) << COUNTER_BITS;
  let counter = randomBytes(2).readUInt16BE() % COUNTERS;
  let ms = -1;
  return (receivedAt) => {
    counter = (counter + 1) % COUNTERS;
    // Somewhat in the past: a request that waited, or ids borrowed ahead. Going on from there never repeats an id.
    if (receivedAt > ms || receivedAt < ms - BACK_MS) ms = receivedAt;
    else if (counter === 0) ms += 1;
    return (idFloor(ms) | high | BigInt(counter)).toString() as Int64;
  };
}

/** Random bytes are fetched for many MPIDs at once: each call costs more than the bytes. */
const POOL_BYTES = 4_096;
let pool = Buffer.alloc(0);
let taken = 0;

/** A new MPID: a random signed 64-bit integer, never 0. */
export function newMpid(): Mpid {
  if (taken === pool.length) {
    pool = randomBytes(POOL_BYTES);
    taken = 0;
  }
  const id = pool.readBigInt64BE(taken);
  taken += 8;
  return id === 0n ? newMpid() : (id.toString() as Mpid);
}
