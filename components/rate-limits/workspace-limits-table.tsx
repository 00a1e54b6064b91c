import { Pencil } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import type { RateLimitsView } from "@/lib/rate-limits/get-rate-limits";
import { COUNTED_BY } from "@/lib/rate-limits/limit";
import { Acceleration, PerSecond } from "./limit-value";
import { COUNTED_WORDS } from "./limit-words";
import { UseBar } from "./use-bar";

export type WorkspaceWithLimits = RateLimitsView["workspaces"][number];

type WorkspaceLimitsTableProps = {
  workspaces: readonly WorkspaceWithLimits[];
  currentId: number;
  /** Percent of one's nearest limit; undefined: not known yet. */
  percentOf: (workspaceId: number) => number | undefined;
  /** Null: the reader may not. */
  onEdit: ((workspace: WorkspaceWithLimits) => void) | null;
};

export function WorkspaceLimitsTable({ workspaces, currentId, percentOf, onEdit }: WorkspaceLimitsTableProps) {
  return (
    <Table aria-label="Limits of workspaces">
      <TableHead>
        <tr>
          <HeadCell>Workspace</HeadCell>
          {COUNTED_BY.workspace.map((counted) => (
            <HeadCell key={counted}>{COUNTED_WORDS[counted].label}</HeadCell>
          ))}
          <HeadCell>Acceleration</HeadCell>
          <HeadCell>Used now</HeadCell>
          {onEdit ? (
            <HeadCell className="w-10">
              <span className="sr-only">Actions</span>
            </HeadCell>
          ) : null}
        </tr>
      </TableHead>
      <tbody>
        {workspaces.map((workspace) => {
          const { id, name, limits } = workspace;
          const isLimited = Object.keys(limits.perSecond).length > 0;
          return (
            <Row key={id}>
              <Cell className="max-w-60">
                <span className="flex items-center gap-2">
                  <span className="truncate font-medium" title={name}>
                    {name}
                  </span>
                  {id === currentId ? <Badge tone="accent">Current</Badge> : null}
                </span>
              </Cell>
              {COUNTED_BY.workspace.map((counted) => (
                <Cell key={counted} className="whitespace-nowrap">
                  <PerSecond value={limits.perSecond[counted]} />
                </Cell>
              ))}
              <Cell className="whitespace-nowrap">{isLimited ? <Acceleration limits={limits} /> : <NoLimits />}</Cell>
              <Cell>{isLimited ? <UseBar percent={percentOf(id)} /> : <NoLimits />}</Cell>
              {onEdit ? (
                <Cell>
                  <IconButton label={`Edit limits of ${name}`} onClick={() => onEdit(workspace)}>
                    <Pencil />
                  </IconButton>
                </Cell>
              ) : null}
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}

const NoLimits = () => <span className="text-faint">—</span>;
