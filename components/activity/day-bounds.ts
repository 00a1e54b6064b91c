import { TZDate } from "@date-fns/tz";

/** The first moment of a day such as 2026-11-24 in a zone, or of a day after it; null for what is no day. Epoch ms. */
export function startOfDayIn(zone: string, day: string, plusDays: number): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!year || !month || !date) return null;
  const ms = new TZDate(Number(year), Number(month) - 1, Number(date) + plusDays, zone).getTime();
  return Number.isFinite(ms) ? ms : null;
}
