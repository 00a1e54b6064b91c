/** Beyond this JavaScript has no date; https://tc39.es/ecma262/#sec-time-values-and-time-range */
const LAST_DATE_MS = 8.64e15;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

type Parts = {
  readonly year: string;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly millisecond: string;
  /** "UTC+01:00"; "UTC" for zero. */
  readonly offset: string;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    timeZoneName: "longOffset",
  });
  formatters.set(zone, made);
  return made;
}

/** Numbers only come from Intl, words from here: server and browser then never differ in a letter. */
function partsOf(ms: number, zone: string): Parts | null {
  if (!Number.isFinite(ms) || Math.abs(ms) > LAST_DATE_MS) return null;
  const found = new Map(
    formatterOf(zone)
      .formatToParts(ms)
      .map((part) => [part.type, part.value]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? "";
  const year = get("year");
  return {
    year: get("era").startsWith("B") ? `${year} BC` : year,
    month: Number(get("month")),
    day: Number(get("day")),
    hour: get("hour"),
    minute: get("minute"),
    second: get("second"),
    millisecond: get("fractionalSecond"),
    offset: get("timeZoneName").replace("GMT", "UTC").replace("+00:00", ""),
  };
}

const outOfRange = (ms: number) => `${ms} ms (not a date)`;

/** "UTC", or "Europe/Berlin (UTC+01:00)": the offset is the one in force at that moment. */
export function zoneName(ms: number, zone: string): string {
  if (zone === "UTC") return "UTC";
  const parts = partsOf(ms, zone);
  return parts ? `${zone} (${parts.offset})` : zone;
}

/** "24 Nov 2026, 14:03:07.123 UTC": to the millisecond, with the zone's name. `ms` is epoch milliseconds. */
export function formatInstant(ms: number, zone: string): string {
  const parts = partsOf(ms, zone);
  if (!parts) return outOfRange(ms);
  const { day, month, year, hour, minute, second, millisecond } = parts;
  return `${day} ${MONTHS[month - 1]} ${year}, ${hour}:${minute}:${second}.${millisecond} ${zoneName(ms, zone)}`;
}

/** "24 Nov 2026, 14:03": for columns whose head names the zone. */
export function formatMinute(ms: number, zone: string): string {
  const parts = partsOf(ms, zone);
  if (!parts) return outOfRange(ms);
  return `${parts.day} ${MONTHS[parts.month - 1]} ${parts.year}, ${parts.hour}:${parts.minute}`;
}

/** "24 Nov 2026". */
export function formatDay(ms: number, zone: string): string {
  const parts = partsOf(ms, zone);
  return parts ? `${parts.day} ${MONTHS[parts.month - 1]} ${parts.year}` : outOfRange(ms);
}

/** "Tuesday, 24 Nov 2026": a rule between days of a timeline. */
export function formatDayRule(ms: number, zone: string): string {
  const parts = partsOf(ms, zone);
  if (!parts) return outOfRange(ms);
  const [year = "1", before] = parts.year.split(" ");
  const weekday = new Date(0);
  weekday.setUTCFullYear(before ? 1 - Number(year) : Number(year), parts.month - 1, parts.day);
  return `${WEEKDAYS[weekday.getUTCDay()]}, ${formatDay(ms, zone)}`;
}

/** "14:03:07.123", or "14:03:07" without milliseconds. */
export function formatClock(ms: number, zone: string, withMilliseconds = true): string {
  const parts = partsOf(ms, zone);
  if (!parts) return outOfRange(ms);
  const clock = `${parts.hour}:${parts.minute}:${parts.second}`;
  return withMilliseconds ? `${clock}.${parts.millisecond}` : clock;
}

/** "2026-11-24": the calendar day in that zone, to group by and for addresses. */
export function dayKey(ms: number, zone: string): string {
  const parts = partsOf(ms, zone);
  if (!parts) return outOfRange(ms);
  return `${parts.year.padStart(4, "0")}-${String(parts.month).padStart(2, "0")}-${String(parts.day).padStart(2, "0")}`;
}
