const DAY_MS = 86_400_000;
const OFFSET = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** How far a zone is ahead of UTC at a moment, ms. */
function offsetAt(zone: string, ms: number): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(ms);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = OFFSET.exec(name) ?? [];
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return sign === "-" ? -size : size;
}

/** The first moment of a day such as 2026-11-24 in a zone, or of a day after it; null for what is no day. Epoch ms. */
export function startOfDayIn(zone: string, day: string, plusDays: number): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!year || !month || !date) return null;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(date) + plusDays);
  // The clocks may change that night: of the offsets before and after, the first that is not still the day before.
  const moments = [midnight - DAY_MS, midnight + DAY_MS].map((near) => midnight - offsetAt(zone, near));
  return Math.min(...moments.filter((ms) => ms + offsetAt(zone, ms) >= midnight));
}
