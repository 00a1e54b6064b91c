import { Fingerprint, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { EnvironmentBadge } from "@/components/ui/environment-badge";
import type { Outcome } from "@/lib/explain/decision";
import { dayKey, formatClock, formatDay, shortenId } from "@/lib/format";
import { platformName } from "@/lib/live/device-label";
import type { LiveRow } from "@/lib/live/row";
import { OutcomeMark } from "./outcome";
import { eventsLine, mainIdentity, remarkLine } from "./row-words";

/** Two lines; every row has the same height, so that thousands scroll as ten. */
export const ROW_HEIGHT = 48;

/** Shares the columns between rows and head; narrow lists leave out the right ones. */
export const COLUMNS =
  "grid grid-cols-[5.75rem_7.5rem_minmax(0,1fr)] gap-x-3 px-4 @2xl:grid-cols-[5.75rem_7.5rem_minmax(0,1fr)_minmax(0,11.5rem)] @4xl:grid-cols-[5.75rem_7.5rem_minmax(0,1fr)_minmax(0,14rem)_minmax(0,12rem)]";

type LiveRowViewProps = {
  row: LiveRow;
  inputName: string;
  zone: string;
  /** `dayKey` of now: other days are named. */
  today: string;
  selected: boolean;
  /** Of the grid, from 1; the head is row 1. */
  rowIndex: number;
  top: number;
  /** Where the person is, if the reader may see people. */
  personHref: string | null;
  onOpen: (row: LiveRow) => void;
};

/** One batch of the stream. New rows above only move it: what it says is worked out once. */
export function LiveRowView({ selected, rowIndex, top, onOpen, ...cells }: LiveRowViewProps) {
  const { row } = cells;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys j, k, Enter and the arrows
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table can't
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
    <div
      role="row"
      id={`live-${row.seq}`}
      aria-rowindex={rowIndex}
      aria-selected={selected}
      onClick={() => onOpen(row)}
      style={{ height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
      className={cn(
        COLUMNS,
        "absolute inset-x-0 top-0 cursor-pointer items-center border-line border-b text-sm hover:bg-hover aria-selected:bg-selected",
      )}
    >
      <Cells {...cells} />
    </div>
  );
}

/** What a warning stands beside, rather than a reason. */
const TAKEN: ReadonlySet<Outcome> = new Set(["created", "updated", "scheduled", "executed"]);

type CellsProps = Pick<LiveRowViewProps, "row" | "inputName" | "zone" | "today" | "personHref">;

/** When, what became of it and why, what it held, whose it is, where it came from. */
const Cells = memo(function Cells({ row, inputName, zone, today, personHref }: CellsProps) {
  const identity = mainIdentity(row);
  const remark = remarkLine(row);
  const isToday = dayKey(row.receivedAt, zone) === today;
  const isTaken = TAKEN.has(row.outcome);
  const mpid = row.mpid ?? row.alias?.destination;
  return (
    <>
      <Cell>
        <time dateTime={new Date(row.receivedAt).toISOString()} className="block font-mono text-muted text-xs">
          {formatClock(row.receivedAt, zone)}
        </time>
        {isToday ? null : <span className="block text-faint text-xs">{formatDay(row.receivedAt, zone)}</span>}
      </Cell>
      <Cell className="flex items-center">
        <OutcomeMark outcome={row.outcome} className="text-xs" />
      </Cell>
      <Cell className="flex flex-col justify-center">
        <span className="flex min-w-0 items-center gap-2">
          {row.environment === "production" ? <EnvironmentBadge environment="production" /> : null}
          {row.environment === null ? <Badge>Environment unknown</Badge> : null}
          {row.historical ? <Badge>Historical</Badge> : null}
          {row.kind === "batch" ? null : <Fingerprint className="size-3.5 shrink-0 text-faint" aria-hidden />}
          <span className={cn("truncate", row.kind === "batch" && row.events.length === 0 && "text-muted")}>
            {eventsLine(row)}
          </span>
          {row.eventCount > 1 ? <span className="shrink-0 text-faint text-xs">{row.eventCount} events</span> : null}
        </span>
        {remark ? (
          <span
            className={cn("flex min-w-0 items-center gap-1 text-xs", isTaken ? "text-warn" : "text-muted")}
            title={remark}
          >
            {isTaken ? <TriangleAlert className="size-3 shrink-0" aria-hidden /> : null}
            <span className="truncate">{remark}</span>
          </span>
        ) : null}
      </Cell>
      <Cell className="@2xl:block hidden">
        {identity ? (
          <span className="block truncate" title={`${identity.type}: ${identity.value}`}>
            {identity.value}
          </span>
        ) : null}
        <span className="block truncate text-muted text-xs">
          {identity ? `${identity.type}${mpid ? " · " : ""}` : null}
          {mpid ? (
            personHref ? (
              <Link
                href={personHref}
                tabIndex={-1}
                onClick={(event) => event.stopPropagation()}
                className="font-mono hover:text-accent hover:underline"
                title={`Open the person with MPID ${mpid}`}
              >
                {shortenId(mpid, 5)}
              </Link>
            ) : (
              <span className="font-mono">{shortenId(mpid, 5)}</span>
            )
          ) : identity ? null : (
            <span className="text-faint">—</span>
          )}
        </span>
      </Cell>
      <Cell className="@4xl:block hidden">
        <span className="block truncate" title={inputName}>
          {inputName}
        </span>
        <span className="block truncate text-muted text-xs">
          {row.platform ? platformName(row.platform) : null}
          {row.device ? (
            <span className="font-mono" title={row.device}>
              {row.platform ? " · " : null}
              {shortenId(row.device, 5)}
            </span>
          ) : null}
        </span>
      </Cell>
    </>
  );
});

function Cell({ className, children }: { className?: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row
    // biome-ignore lint/a11y/useFocusableInteractive: see the row
    <div role="gridcell" className={cn("min-w-0", className)}>
      {children}
    </div>
  );
}
