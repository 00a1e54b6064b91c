"use client";
import { useEffect, useState } from "react";
import { formatClock, formatInstant, formatMinute, formatRelative, nextChange } from "@/lib/format";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";
import { useZone } from "./zone-provider";

type TimeProps = { ms: number; className?: string };

function isoOf(ms: number): string | undefined {
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : undefined;
}

/** "3 min ago", kept up to date; hover and focus show the moment with zone and milliseconds. For lists. */
export function RelativeTime({ ms, className }: TimeProps) {
  const zone = useZone();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), nextChange(ms, now));
    return () => clearTimeout(timer);
  }, [ms, now]);
  return (
    <Tooltip content={<span className="font-mono">{formatInstant(ms, zone)}</span>} className="max-w-none">
      <time dateTime={isoOf(ms)} suppressHydrationWarning className={cn("whitespace-nowrap", className)}>
        {formatRelative(ms, now)}
      </time>
    </Tooltip>
  );
}

/** "24 Nov 2026, 14:03:07.123 UTC". For details. */
export function AbsoluteTime({ ms, className }: TimeProps) {
  const zone = useZone();
  return (
    <time dateTime={isoOf(ms)} className={className}>
      {formatInstant(ms, zone)}
    </time>
  );
}

/** "24 Nov 2026, 14:03", or "14:03:07.123" as a clock; the whole moment with its zone on hover. */
export function ShortTime({ ms, clock, className }: TimeProps & { clock?: boolean }) {
  const zone = useZone();
  return (
    <Tooltip content={<span className="font-mono">{formatInstant(ms, zone)}</span>} className="max-w-none">
      <time dateTime={isoOf(ms)} className={cn("whitespace-nowrap", className)}>
        {clock ? formatClock(ms, zone) : formatMinute(ms, zone)}
      </time>
    </Tooltip>
  );
}
