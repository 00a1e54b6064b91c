import { LRUCache } from "lru-cache";
import { query } from "../db";
import { gathered } from "../gathered";
import { answersOf, type RoomAnswer } from "./answer";
import type { LimitKey } from "./limit";
import { type BucketRow, takeSql } from "./take-sql";

type Ask = (cost: number) => Promise<RoomAnswer>;

/** Requests of the same moment that share a statement, at most. */
const MOST = 500;

/** One gatherer per set of limits: only who draws on the same ones can share a statement. */
const askers = new LRUCache<string, Ask>({ max: 1_000 });

/**
 * Takes `cost` (batches or requests, at least 1) from all of `limits`, or from none when one has no room. Without limits
 * there is no statement; else at most one, shared by requests of the same moment. Counts a refusal as one of `inputId`'s.
 * Throws the driver's error when the database is away: nobody passes then, and nothing could be stored.
 */
export async function takeRoom(limits: readonly LimitKey[], cost: number, inputId: number | null): Promise<RoomAnswer> {
  if (limits.length === 0) return { admitted: true, percentageUsed: null };
  const keys = JSON.stringify(limits);
  const name = `${inputId} ${keys}`;
  const known = askers.get(name);
  const ask = known ?? gathered((costs: readonly number[]) => takeAll(keys, costs, inputId), MOST);
  if (!known) askers.set(name, ask);
  return await ask(cost);
}

async function takeAll(keys: string, costs: readonly number[], inputId: number | null): Promise<RoomAnswer[]> {
  // The cheapest first: a large request that has no room does not keep small ones from theirs.
  const order = costs.map((cost, place) => ({ cost, place })).sort((a, b) => a.cost - b.cost);
  let sum = 0;
  const asked = order.map(({ cost }) => {
    sum += cost;
    return { cost, before: sum - cost };
  });
  const buckets = await query<BucketRow & { granted: number }>(
    takeSql(),
    [keys, JSON.stringify(asked), inputId],
    "rate-limit-take",
  );
  const answers = answersOf(
    buckets,
    asked.map(({ cost }) => cost),
    buckets[0]?.granted ?? 0,
  );
  const inPlace: RoomAnswer[] = [];
  order.forEach(({ place }, rank) => {
    const answer = answers[rank];
    if (answer) inPlace[place] = answer;
  });
  return inPlace;
}
