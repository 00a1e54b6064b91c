const FIRST_MS = 400;
const LAST_MS = 5_000;

/** How long to wait before the next attempt after so many failures: doubling, with jitter, ms. */
export function backoff(failures: number, random = Math.random()): number {
  return Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(failures, 10)) * (0.5 + random / 2);
}

/** What a Retry-After header asks for, in ms: seconds or a date; https://httpwg.org/specs/rfc9110.html#field.retry-after */
export function retryAfterMs(header: string | null, now: number): number {
  if (!header) return 0;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(60_000, Math.max(0, ms)) : 0;
}
