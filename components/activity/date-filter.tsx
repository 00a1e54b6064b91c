"use client";
import { Calendar, ChevronDown } from "lucide-react";
import { useId } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { useZone } from "@/components/ui/zone-provider";
import { dayKey } from "@/lib/format";

type DateFilterProps = {
  /** Days such as 2026-11-24, both inclusive. */
  from: string | null;
  to: string | null;
  onChange: (range: { from: string | null; to: string | null }) => void;
};

const DAY_MS = 86_400_000;
const PRESETS = [
  { label: "Today", days: 0 },
  { label: "Last 7 days", days: 6 },
  { label: "Last 30 days", days: 29 },
] as const;

/** A range of days in the reader's zone. Nothing chosen: everything, so that no event hides behind a default. */
export function DateFilter({ from, to, onChange }: DateFilterProps) {
  const id = useId();
  const zone = useZone();
  const chosen = from || to;
  const summary =
    from && to ? (from === to ? from : `${from} to ${to}`) : from ? `from ${from}` : to ? `until ${to}` : "";
  return (
    <Popover
      className="w-72"
      trigger={
        <button
          type="button"
          className={cn(
            "inline-flex h-7 items-center gap-1.5 rounded-md border px-2 text-xs [&_svg]:size-3",
            chosen
              ? "border-accent/40 bg-accent-soft text-accent"
              : "border-line-strong/50 bg-surface text-muted hover:bg-hover hover:text-ink",
          )}
        >
          <Calendar aria-hidden />
          <span className="font-medium">Date</span>
          {summary ? <span>{summary}</span> : null}
          <ChevronDown aria-hidden />
        </button>
      }
    >
      <div className="mb-3 flex flex-wrap gap-1.5">
        {PRESETS.map((preset) => (
          <button
            key={preset.label}
            type="button"
            className="rounded-md border border-line px-2 py-0.5 text-xs hover:bg-hover"
            onClick={() =>
              onChange({ from: dayKey(Date.now() - preset.days * DAY_MS, zone), to: dayKey(Date.now(), zone) })
            }
          >
            {preset.label}
          </button>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-2">
        <label className="text-muted text-xs" htmlFor={`${id}-from`}>
          From
          <Input
            id={`${id}-from`}
            type="date"
            value={from ?? ""}
            onChange={(event) => onChange({ from: event.target.value || null, to })}
          />
        </label>
        <label className="text-muted text-xs" htmlFor={`${id}-to`}>
          To
          <Input
            id={`${id}-to`}
            type="date"
            value={to ?? ""}
            onChange={(event) => onChange({ from, to: event.target.value || null })}
          />
        </label>
      </div>
      <div className="mt-2 flex justify-between text-faint text-xs">
        <span>Event time, {zone}</span>
        {chosen ? (
          <button
            type="button"
            className="text-accent hover:underline"
            onClick={() => onChange({ from: null, to: null })}
          >
            Clear
          </button>
        ) : null}
      </div>
    </Popover>
  );
}
