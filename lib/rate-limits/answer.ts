import type { Owner } from "./limit";
import { type BucketRow, WINDOW_MS } from "./take-sql";

/** Which limit refuses. An acceleration limit is named as such, whosever it is. */
export type Refuser = Owner | "acceleration";

export type RoomAnswer =
  | {
      readonly admitted: true;
      /** Of the limit that is nearest to its end, 0 to 100; null: nothing is limited. */
      readonly percentageUsed: number | null;
    }
  | {
      readonly admitted: false;
      readonly by: Refuser;
      /** Whole seconds, at least 1. */
      readonly retryAfterSeconds: number;
    };

/**
 * What each request is told, in the order of `costs` (cheapest first): those that `granted` covers pass. `buckets` stand
 * as they did before anything was taken.
 */
export function answersOf(
  buckets: readonly BucketRow[],
  costs: readonly number[],
  granted: number,
): readonly RoomAnswer[] {
  let used = 0;
  return costs.map((cost): RoomAnswer => {
    used += cost;
    if (buckets.length === 0) return { admitted: true, percentageUsed: null };
    if (used <= granted) return { admitted: true, percentageUsed: percentageUsed(buckets, used) };
    return refusal(buckets, cost, granted);
  });
}

/**
 * The greatest of all limits, speed and acceleration, in percent, after `more` was taken. Of a speed that is what is gone of
 * the second's worth that may come at once, or how fast it came in the last ten seconds, whichever is more.
 * https://docs.mparticle.com/guides/default-service-limits
 */
export function percentageUsed(buckets: readonly BucketRow[], more = 0): number {
  const shares = buckets.flatMap(({ perSecond, millitokens, taken, takenBefore, allowance, elapsed }) => [
    1 - (millitokens - more * 1_000) / (perSecond * 1_000),
    (taken + more + takenBefore * (1 - elapsed / WINDOW_MS)) / ((perSecond * WINDOW_MS) / 1_000),
    allowance === null ? 0 : (taken + more) / allowance,
  ]);
  return Math.min(100, Math.max(0, Math.round(100 * Math.max(0, ...shares))));
}

type Lack = { readonly by: Refuser; readonly seconds: number };

/** The limit that has room for it last, and when. */
function refusal(buckets: readonly BucketRow[], cost: number, granted: number): RoomAnswer {
  const lacks = buckets.flatMap((bucket): Lack[] => {
    const { owner, perSecond, millitokens, taken, allowance, elapsed } = bucket;
    const missing = Math.min(cost, perSecond) - (millitokens / 1_000 - granted);
    const speed: Lack[] = missing > 0 ? [{ by: owner as Owner, seconds: missing / perSecond }] : [];
    const full = allowance !== null && allowance - taken - granted < Math.min(cost, allowance);
    return full ? [...speed, { by: "acceleration", seconds: (WINDOW_MS - elapsed) / 1_000 }] : speed;
  });
  const [last] = lacks.sort((a, b) => b.seconds - a.seconds);
  return { admitted: false, by: last?.by ?? "account", retryAfterSeconds: Math.max(1, Math.ceil(last?.seconds ?? 1)) };
}
