"use client";
import { ArrowUp } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { useWindow } from "@/components/ui/use-window";
import { useZone } from "@/components/ui/zone-provider";
import { dayKey, formatCount, zoneName } from "@/lib/format";
import type { LiveRow } from "@/lib/live/row";
import { COLUMNS, LiveRowView, ROW_HEIGHT } from "./live-row-view";

/** Closer to the top than this counts as being there, px. */
const TOP_PX = 4;
const heightOf = () => ROW_HEIGHT;

type LiveListProps = {
  rows: readonly LiveRow[];
  /** Came while the list stands still. */
  waiting: number;
  selectedId: string | null;
  inputName: (id: number) => string;
  personHref: (row: LiveRow) => string | null;
  onOpen: (row: LiveRow) => void;
  onMove: (index: number) => void;
  /** Tells whether the reader is at the newest row. */
  onAtTop: (atTop: boolean) => void;
  onShowWaiting: () => void;
  /** Instead of rows. */
  empty: ReactNode;
  /** Below the last row. */
  footer: ReactNode;
};

/** The rows, newest first. What somebody reads never moves: new ones wait behind the pill until asked for. */
export function LiveList(props: LiveListProps) {
  const { rows, waiting, selectedId, inputName, personHref, onOpen, onMove, onAtTop, onShowWaiting } = props;
  const zone = useZone();
  const today = dayKey(Date.now(), zone);
  const scroller = useRef<HTMLDivElement>(null);
  const keyOf = useCallback((index: number) => rows[index]?.seq ?? index, [rows]);
  const { shown, height, show } = useWindow({ count: rows.length, heightOf, keyOf, scroller, overscan: 10 });
  const selectedIndex = selectedId === null ? -1 : rows.findIndex(({ batchId }) => batchId === selectedId);
  const selectedSeq = rows[selectedIndex]?.seq;

  // Follows the selection, not the rows: what comes must not scroll.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (selectedIndex >= 0) show(selectedIndex, "auto");
  }, [selectedSeq]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    onMove(Math.max(0, Math.min(rows.length - 1, selectedIndex + step)));
  };

  return (
    <div className="@container relative flex h-full min-h-0 flex-col">
      <div
        aria-hidden
        className={cn(COLUMNS, "h-8 shrink-0 items-center border-line border-b font-medium text-muted text-xs")}
      >
        <span title={zoneName(Date.now(), zone)} suppressHydrationWarning>
          Received
        </span>
        <span>Outcome</span>
        <span>Events</span>
        <span className="@2xl:block hidden">Person</span>
        <span className="@4xl:block hidden">Input, device</span>
      </div>
      {waiting > 0 ? (
        <button
          type="button"
          onClick={() => {
            onShowWaiting();
            scroller.current?.scrollTo({ top: 0 });
          }}
          className="-translate-x-1/2 absolute top-10 left-1/2 z-10 inline-flex h-7 items-center gap-1.5 rounded-full bg-accent px-3 font-medium text-on-accent text-xs shadow-pop hover:bg-accent-hover"
        >
          <ArrowUp className="size-3.5" aria-hidden />
          {formatCount(waiting)} new
        </button>
      ) : null}
      <div
        ref={scroller}
        onScroll={({ currentTarget }) => onAtTop(currentTarget.scrollTop <= TOP_PX)}
        className="min-h-0 flex-1 overflow-y-auto [overflow-anchor:none]"
      >
        {rows.length === 0 ? props.empty : null}
        {/* biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table can't */}
        <div
          role="grid"
          aria-label="Batches, newest first"
          aria-rowcount={rows.length}
          aria-activedescendant={selectedSeq === undefined ? undefined : `live-${selectedSeq}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          className="relative outline-offset-[-2px]"
          style={{ height }}
        >
          {shown.map(({ index, start }) => {
            const row = rows[index];
            return row ? (
              <LiveRowView
                key={row.seq}
                row={row}
                inputName={inputName(row.inputId)}
                zone={zone}
                today={today}
                selected={row.batchId === selectedId}
                rowIndex={index + 1}
                top={start}
                personHref={personHref(row)}
                onOpen={onOpen}
              />
            ) : null;
          })}
        </div>
        {rows.length > 0 ? props.footer : null}
      </div>
    </div>
  );
}
