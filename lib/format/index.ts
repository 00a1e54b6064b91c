export { initials, shortenId } from "./ids";
export { formatBytes, formatCount, formatShare, plural } from "./numbers";
export { formatDuration, formatRelative, nextChange } from "./relative";
export { dayKey, formatClock, formatDay, formatDayRule, formatInstant, formatMinute, zoneName } from "./time";
export { isZone, resolveZone, ZONE_CHOICE_LABELS, ZONE_CHOICES, type ZoneChoice } from "./zone";
