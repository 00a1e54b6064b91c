import type { Batch } from "../batch";
import { isObject } from "../batch/field";
import type { Remark } from "../explain/decision";

/** Events have to be at least this old, hours. */
const LEAST_AGE_HOURS = 72;
const HOUR_MS = 3_600_000;

/**
 * Why the endpoint for old data leaves a batch out: it needs events, each with its time, none younger than 72 hours.
 * Null when it takes the batch. `raw` is the batch as sent, since reading gives every event a time; `receivedAt` is
 * epoch ms. Pure. https://docs.mparticle.com/developers/server/http
 */
export function historicalRefusal(raw: unknown, { events }: Batch, receivedAt: number): Remark | null {
  if (events.length === 0) return { code: "historical_no_events" };
  const timeless = sentEvents(raw).findIndex((event) => !namesTime(event));
  if (timeless >= 0) return { code: "historical_no_timestamp", params: { event: timeless } };
  const latest = receivedAt - LEAST_AGE_HOURS * HOUR_MS;
  const young = events.findIndex(({ data }) => data.timestamp_unixtime_ms > latest);
  return young < 0 ? null : { code: "historical_too_recent", params: { event: young, hours: LEAST_AGE_HOURS } };
}

function sentEvents(raw: unknown): readonly unknown[] {
  return isObject(raw) && Array.isArray(raw.events) ? raw.events : [];
}

function namesTime(event: unknown): boolean {
  const data = isObject(event) && isObject(event.data) ? event.data : {};
  return data.timestamp_unixtime_ms !== undefined && data.timestamp_unixtime_ms !== null;
}
