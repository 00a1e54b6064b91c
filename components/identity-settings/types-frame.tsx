import type { ReactNode } from "react";
import { HeadCell, Table, TableHead } from "@/components/ui/table";
import { Tooltip } from "@/components/ui/tooltip";

const MARKS = [
  ["Unique", "A value sits on one profile only: whoever brings it takes it from everybody else."],
  ["Login", "Whoever has a value is known, and found only by requests that bring one of their login values."],
  ["Immutable", "A value can be set once and never changes; only requests that bring it find its profile."],
] as const;

/** The table of types without its rows, so that plain and draggable rows stand in the same one. */
export function TypesFrame({ mayEdit, children }: { mayEdit: boolean; children: ReactNode }) {
  return (
    <Table aria-label="Identity types in priority order">
      <TableHead>
        <tr>
          {mayEdit ? (
            <HeadCell className="w-8 pr-0">
              <span className="sr-only">Drag</span>
            </HeadCell>
          ) : null}
          <HeadCell className="w-8 text-right">#</HeadCell>
          <HeadCell>Type</HeadCell>
          {MARKS.map(([name, meaning]) => (
            <HeadCell key={name} className="w-24 text-center">
              <Tooltip content={meaning}>
                <span className="cursor-help underline decoration-dotted underline-offset-3">{name}</span>
              </Tooltip>
              <span className="sr-only">. {meaning}</span>
            </HeadCell>
          ))}
          {mayEdit ? (
            <HeadCell className="w-28">
              <span className="sr-only">Move or take out</span>
            </HeadCell>
          ) : null}
        </tr>
      </TableHead>
      <tbody>{children}</tbody>
    </Table>
  );
}
