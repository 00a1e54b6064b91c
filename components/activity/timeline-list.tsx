"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { ShortTime } from "@/components/ui/time";
import { useWindow } from "@/components/ui/use-window";
import type { Place } from "@/components/ui/window-places";
import { useZone } from "@/components/ui/zone-provider";
import { formatDayRule, formatDuration } from "@/lib/format";
import { BatchLine } from "./batch-line";
import { eventTitle, eventTypeLabel } from "./event-words";
import type { Choice, TimelineLine } from "./timeline-lines";

const HEIGHTS = { day: 36, gap: 28, batch: 40, event: 32 } as const;

type TimelineListProps = {
  lines: readonly TimelineLine[];
  choices: readonly Choice[];
  /** Position in `choices`; -1 for none. */
  chosen: number;
  onChoose: (place: number) => void;
  marked: ReadonlySet<string>;
  hasOlder: boolean;
  hasNewer: boolean;
  loading: boolean;
  onOlder: () => void;
  onNewer: () => void;
  /** The workspace that the page is in; batches of others name theirs. */
  workspaceId: number;
  workspaceNames: ReadonlyMap<number, string>;
};

/** The timeline, only its visible lines in the page: a person with 100,000 events scrolls as one with ten. */
export function TimelineList(props: TimelineListProps) {
  const { lines, choices, chosen, hasOlder, hasNewer, loading, onOlder, onNewer } = props;
  const scroller = useRef<HTMLElement>(null);
  // Stable as long as the lines are: else every scroll would place all of them again.
  const heightOf = useCallback((index: number) => HEIGHTS[lines[index]?.kind ?? "event"], [lines]);
  const keyOf = useCallback((index: number) => lines[index]?.key ?? index, [lines]);
  const { places, shown, height, show } = useWindow({ count: lines.length, heightOf, keyOf, scroller, overscan: 12 });
  const [first, last] = [shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0];

  useEffect(() => {
    if (lines.length > 0 && hasOlder && !loading && last >= lines.length - 20) onOlder();
  }, [last, lines.length, hasOlder, loading, onOlder]);
  useEffect(() => {
    if (lines.length > 0 && hasNewer && !loading && first <= 10) onNewer();
  }, [first, lines.length, hasNewer, loading, onNewer]);

  useStayInPlace(lines, shown, places, scroller);
  // A link lands in the middle; keys then move the list no more than needed.
  const centred = useRef(false);
  const chosenId = chosen >= 0 ? choices[chosen]?.id : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the choice; lines that load elsewhere must not move the list
  useEffect(() => {
    if (chosenId === undefined) return;
    const index = lines.findIndex((line) => "place" in line && line.place === chosen);
    if (index < 0) return;
    if (centred.current) {
      show(index, "auto");
      return;
    }
    // The list has no height before the first paint.
    const frame = requestAnimationFrame(() => {
      centred.current = true;
      show(index, "center");
    });
    return () => cancelAnimationFrame(frame);
  }, [chosenId]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section ref={scroller} className="h-full overflow-auto" tabIndex={0} aria-label="Timeline">
      <ol className="relative" style={{ height }}>
        {shown.map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          return (
            <li
              key={item.key}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)`, height: item.size }}
            >
              <Line {...props} line={line} />
            </li>
          );
        })}
      </ol>
      <p className="px-4 py-4 text-center text-faint text-xs" aria-live="polite">
        {loading ? "Loading…" : hasOlder ? "" : "The beginning: nothing older is kept."}
      </p>
    </section>
  );
}

/** When lines come or go above, what is being read stays where it is. */
function useStayInPlace(
  lines: readonly TimelineLine[],
  shown: readonly Place[],
  places: readonly Place[],
  scroller: RefObject<HTMLElement | null>,
) {
  const drawn = useRef(lines);
  const anchor = useRef<Place | undefined>(undefined);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    if (drawn.current !== lines) {
      drawn.current = lines;
      const held = anchor.current;
      const found = held && places.find((one) => one.key === held.key);
      if (held && found && found.start !== held.start) element.scrollTop += found.start - held.start;
      anchor.current = found;
      return;
    }
    anchor.current = shown.find((one) => one.start >= element.scrollTop);
  });
}

function Line({ line, ...props }: { line: TimelineLine } & TimelineListProps) {
  const zone = useZone();
  switch (line.kind) {
    case "day":
      return (
        <div className="flex h-full items-end gap-3 px-4 pb-1.5">
          <h3 className="font-semibold text-muted text-xs">{formatDayRule(line.ms, zone)}</h3>
          <span className="mb-1.5 h-px flex-1 bg-line" />
        </div>
      );
    case "gap":
      return (
        <div className="flex h-full items-center justify-center gap-2 text-faint text-xs">
          <span className="h-px w-10 border-line-strong border-t border-dashed" />
          {formatDuration(line.ms)} without activity
          <span className="h-px w-10 border-line-strong border-t border-dashed" />
        </div>
      );
    case "batch":
      return <BatchLine line={line} {...props} />;
    case "event":
      return <EventLine line={line} {...props} />;
  }
}

function EventLine(props: { line: Extract<TimelineLine, { kind: "event" }> } & TimelineListProps) {
  const { line, chosen, onChoose, marked } = props;
  const { event } = line;
  const isMarked = marked.has(`${event.type}:${event.name ?? ""}`);
  const title = eventTitle(event.type, event.name);
  return (
    <button
      type="button"
      aria-pressed={chosen === line.place}
      onClick={() => onChoose(line.place)}
      className="flex h-full w-full items-center gap-2 py-0 pr-4 pl-9 text-left hover:bg-hover aria-pressed:bg-selected"
    >
      <span className={cn("truncate", isMarked && "rounded-sm bg-mark px-1 text-on-mark")}>{title}</span>
      {isMarked ? <span className="sr-only">highlighted</span> : null}
      {title === eventTypeLabel(event.type) ? null : (
        <span className="shrink-0 text-faint text-xs">{eventTypeLabel(event.type)}</span>
      )}
      <ShortTime ms={event.time} clock className="ml-auto shrink-0 font-mono text-muted text-xs" />
    </button>
  );
}
