const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.44 * DAY;
const YEAR = 365.25 * DAY;

const STEPS: readonly (readonly [below: number, unit: number, name: string])[] = [
  [MINUTE, SECOND, "s"],
  [HOUR, MINUTE, "min"],
  [DAY, HOUR, "h"],
  [60 * DAY, DAY, "d"],
  [2 * YEAR, MONTH, "mo"],
  [Number.POSITIVE_INFINITY, YEAR, "y"],
];

/** "now", "12 s ago", "3 h ago", "in 5 min". Both are epoch milliseconds. */
export function formatRelative(ms: number, now: number): string {
  const distance = Math.abs(now - ms);
  if (distance < SECOND) return "now";
  const words = formatDuration(distance);
  return ms > now ? `in ${words}` : `${words} ago`;
}

/** The largest whole unit of a span in ms: "12 s", "3 h", "2 mo". */
export function formatDuration(span: number): string {
  const [, unit, name] = STEPS.find(([below]) => span < below) ?? [0, YEAR, "y"];
  return `${Math.floor(span / unit)} ${name}`;
}

/** How long until `formatRelative` would say something else, ms; at least a second, at most an hour. */
export function nextChange(ms: number, now: number): number {
  const distance = Math.abs(now - ms);
  const unit = STEPS.find(([below]) => distance < below)?.[1] ?? HOUR;
  return Math.min(HOUR, Math.max(SECOND, unit - (distance % unit)));
}
