"use client";
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_datetime,
  sortFn_text,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { cn } from "./cn";
import { Cell, HeadCell, Row, Table, TableHead } from "./table";

export const dataTableFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text, datetime: sortFn_datetime },
});

/** A column. Sorting is off unless `enableSorting` is true. */
export type DataColumn<Item extends object> = ColumnDef<typeof dataTableFeatures, Item>;

const ROW_HEIGHT = 36;
/** Fewer rows than this are simply all there. */
const VIRTUAL_FROM = 150;

type DataTableProps<Item extends object> = {
  /** Accessible name. */
  label: string;
  /** Stable: at module level or memoised. */
  columns: DataColumn<Item>[];
  rows: Item[];
  rowId: (row: Item) => string;
  /** CSS width per column id; the others share what is left. */
  widths?: Readonly<Record<string, string>>;
  selectedId?: string | undefined;
  onOpen?: ((row: Item) => void) | undefined;
  /** Instead of rows when there are none. */
  empty?: ReactNode;
  /** Below the rows, inside the scrolling part: LoadMore. */
  footer?: ReactNode;
  className?: string;
};

/** A dense table that scrolls by itself: sticky head, sorting, and only the visible rows in the page when there are many. */
export function DataTable<Item extends object>(props: DataTableProps<Item>) {
  const { label, columns, rows, rowId, widths, selectedId, onOpen, empty, footer, className } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const table = useTable({
    features: dataTableFeatures,
    columns,
    data: rows,
    getRowId: rowId,
    defaultColumn: { enableSorting: false },
  });
  const sorted = table.getRowModel().rows;
  const virtual = sorted.length >= VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count: virtual ? sorted.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual ? virtualizer.getTotalSize() - (items[items.length - 1]?.end ?? 0) : 0;
  const shown = virtual ? items.flatMap((item) => sorted[item.index] ?? []) : sorted;

  return (
    <div ref={scroller} className={cn("h-full overflow-auto", className)}>
      <Table aria-label={label} aria-rowcount={sorted.length + 1}>
        <TableHead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const direction = header.column.getIsSorted();
                const content = header.isPlaceholder ? null : <table.FlexRender header={header} />;
                return (
                  <HeadCell
                    key={header.id}
                    aria-sort={direction === "asc" ? "ascending" : direction === "desc" ? "descending" : undefined}
                    style={{ width: widths?.[header.column.id] }}
                  >
                    {header.column.getCanSort() ? (
                      <button
                        type="button"
                        onClick={header.column.getToggleSortingHandler()}
                        className="inline-flex items-center gap-1 hover:text-ink [&_svg]:size-3"
                      >
                        {content}
                        {direction === "asc" ? (
                          <ArrowUp />
                        ) : direction === "desc" ? (
                          <ArrowDown />
                        ) : (
                          <ChevronsUpDown className="text-faint" />
                        )}
                      </button>
                    ) : (
                      content
                    )}
                  </HeadCell>
                );
              })}
            </tr>
          ))}
        </TableHead>
        <tbody>
          {before > 0 ? <Spacer height={before} /> : null}
          {shown.map((row) => (
            <Row
              key={row.id}
              aria-rowindex={row.index + 2}
              selected={onOpen ? row.id === selectedId : undefined}
              onClick={onOpen ? () => onOpen(row.original) : undefined}
            >
              {row.getAllCells().map((cell) => (
                <Cell key={cell.id}>
                  <table.FlexRender cell={cell} />
                </Cell>
              ))}
            </Row>
          ))}
          {after > 0 ? <Spacer height={after} /> : null}
        </tbody>
      </Table>
      {sorted.length === 0 ? empty : footer}
    </div>
  );
}

function Spacer({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height }} />
    </tr>
  );
}
