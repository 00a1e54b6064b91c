const HOUR_MS = 3_600_000;

/** The time line of an input: a week in bars of six hours, oldest first. */
export const TRAFFIC_BARS = 28;
export const HOURS_PER_BAR = 6;

/** One row of `input_hour`: what an input sent in an hour of receipt. */
export type HourCounts = {
  /** floor(ms / 3,600,000). */
  readonly hour: number;
  readonly batches: number;
  readonly events: number;
  readonly dropped: number;
  readonly not_associated: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** Attribute writes that a stronger source won against. */
  readonly blocked: number;
};

export type Traffic = {
  /** Batches per bar: taken into profiles (`good`) and not (`bad`: dropped, not associated, rejected). */
  readonly bars: readonly { readonly good: number; readonly bad: number }[];
  readonly batches: number;
  readonly events: number;
  readonly dropped: number;
  readonly notAssociated: number;
  readonly rejected: number;
  readonly blockedAttributes: number;
};

/** First hour that the time line shows. `now` is epoch ms. */
export function firstTrafficHour(now: number): number {
  return (Math.floor(now / HOUR_MS / HOURS_PER_BAR) - TRAFFIC_BARS + 1) * HOURS_PER_BAR;
}

/** Hours as a time line and its sums. Hours outside of it don't count; duplicates are neither good nor bad. */
export function trafficOf(hours: readonly HourCounts[], now: number): Traffic {
  const first = firstTrafficHour(now);
  const bars = Array.from({ length: TRAFFIC_BARS }, () => ({ good: 0, bad: 0 }));
  const sum = { batches: 0, events: 0, dropped: 0, notAssociated: 0, rejected: 0, blockedAttributes: 0 };
  for (const hour of hours) {
    const bar = bars[Math.floor((hour.hour - first) / HOURS_PER_BAR)];
    if (!bar) continue;
    const bad = hour.dropped + hour.not_associated + hour.rejected;
    bar.bad += bad;
    bar.good += hour.batches - bad - hour.duplicate;
    sum.batches += hour.batches;
    sum.events += hour.events;
    sum.dropped += hour.dropped;
    sum.notAssociated += hour.not_associated;
    sum.rejected += hour.rejected;
    sum.blockedAttributes += hour.blocked;
  }
  return { bars, ...sum };
}
