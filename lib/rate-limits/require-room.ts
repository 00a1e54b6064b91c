import { CodedError } from "../errors";
import type { LimitKey } from "./limit";
import { takeRoom } from "./take";

/** Whose room it is: of an input, a refusal counts as its own; null for what acts for an account. */
type Sender = { readonly inputId: number; readonly isFeed: boolean } | null;

/**
 * Takes `cost` from all of `limits` or throws `rate_limited` with `limit` (account, workspace, app, feed, acceleration) and
 * `retryAfterSeconds`. Gives the percentage used, null when nothing is limited. Throws the driver's error when the
 * database is away.
 */
export async function requireRoom(limits: readonly LimitKey[], cost: number, sender: Sender): Promise<number | null> {
  const answer = await takeRoom(limits, cost, sender?.inputId ?? null);
  if (answer.admitted) return answer.percentageUsed;
  // An input's limit bears the documented name of what the input is.
  const limit = answer.by === "input" ? (sender?.isFeed ? "feed" : "app") : answer.by;
  const { retryAfterSeconds } = answer;
  throw new CodedError("rate_limited", `The rate limit (${limit}) is exceeded.`, { limit, retryAfterSeconds });
}
