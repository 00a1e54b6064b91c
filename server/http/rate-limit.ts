import type { Rules } from "@/lib/inputs/rules";
import { type LimitKey, limitsOf, type Traffic } from "@/lib/rate-limits/limit";
import { requireRoom } from "@/lib/rate-limits/require-room";
import type { AppContext } from "./types";

const USED = "x-mp-rate-limit-percentage-used";

/**
 * Takes what a request of an input costs from all its limits; call it after authentication and before parsing, with
 * `cost` in batches (Events API) or 1. A 2xx answer then says how much is used. Throws `rate_limited`. An input without
 * limits costs nothing. https://docs.mparticle.com/guides/default-service-limits
 */
export async function limitInput(c: AppContext, rules: Rules, traffic: Traffic, cost = () => 1): Promise<void> {
  if (rules.limits.length === 0) return;
  const limits = limitsOf(rules.limits, traffic);
  if (limits.length > 0) tellUsage(c, await requireRoom(limits, cost(), rules));
}

/** The same for a call of an API that acts for an account, not for an input; a statement each time, for the few they are. */
export async function limitAccount(c: AppContext, accountId: number): Promise<void> {
  const limit: LimitKey = { owner: "account", ownerId: accountId, traffic: "api_requests" };
  tellUsage(c, await requireRoom([limit], 1, null));
}

function tellUsage(c: AppContext, percentageUsed: number | null): void {
  if (percentageUsed !== null) c.env.outgoing.setHeader(USED, String(percentageUsed));
}

/** Only 2xx answers say how much is used. */
export function keepUsageOf2xx(c: AppContext): void {
  const { outgoing } = c.env;
  if (!outgoing.headersSent && c.res.status >= 300 && outgoing.hasHeader(USED)) outgoing.removeHeader(USED);
}
