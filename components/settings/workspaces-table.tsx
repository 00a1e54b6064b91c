import { Pencil, Users } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { CopyableId } from "@/components/ui/copyable-id";
import { IconButton } from "@/components/ui/icon-button";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { STRATEGY_LABELS } from "@/lib/explain/labels";
import { plural } from "@/lib/format";
import type { WorkspaceView } from "@/lib/settings/workspace-view";

type WorkspacesTableProps = {
  workspaces: readonly WorkspaceView[];
  currentId: number;
  maySeeInputs: boolean;
  /** Null: the reader may not. */
  onEdit: ((workspace: WorkspaceView) => void) | null;
};

export function WorkspacesTable({ workspaces, currentId, maySeeInputs, onEdit }: WorkspacesTableProps) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <Table aria-label="Workspaces">
        <TableHead>
          <tr>
            <HeadCell>Name</HeadCell>
            <HeadCell>ID</HeadCell>
            <HeadCell>People</HeadCell>
            <HeadCell>Strategy</HeadCell>
            <HeadCell>Time zone</HeadCell>
            <HeadCell>Inputs</HeadCell>
            <HeadCell>Created</HeadCell>
            {onEdit ? (
              <HeadCell className="w-10">
                <span className="sr-only">Actions</span>
              </HeadCell>
            ) : null}
          </tr>
        </TableHead>
        <tbody>
          {workspaces.map((workspace) => (
            <Row key={workspace.id}>
              <Cell className="max-w-72">
                <span className="flex items-center gap-2">
                  <span className="truncate font-medium" title={workspace.name}>
                    {workspace.name}
                  </span>
                  {workspace.id === currentId ? <Badge tone="accent">Current</Badge> : null}
                </span>
              </Cell>
              <Cell>
                <CopyableId id={String(workspace.id)} label="workspace ID" />
              </Cell>
              <Cell className="max-w-72">
                <Sharing workspace={workspace} workspaces={workspaces} />
              </Cell>
              <Cell className="whitespace-nowrap">
                <Link href={`/settings/identity?ws=${workspace.id}`} className="text-accent hover:underline">
                  {STRATEGY_LABELS[workspace.identityScope.strategy]?.label ?? workspace.identityScope.strategy}
                </Link>
              </Cell>
              <Cell className="whitespace-nowrap">{workspace.timeZone.replaceAll("_", " ")}</Cell>
              <Cell className="whitespace-nowrap">
                {maySeeInputs ? (
                  <Link href={`/setup/inputs?ws=${workspace.id}`} className="text-accent hover:underline">
                    {plural(workspace.inputCount, "input")}
                  </Link>
                ) : (
                  plural(workspace.inputCount, "input")
                )}
              </Cell>
              <Cell className="text-muted">
                <RelativeTime ms={workspace.createdAt} />
              </Cell>
              {onEdit ? (
                <Cell>
                  <IconButton label={`Edit ${workspace.name}`} onClick={() => onEdit(workspace)}>
                    <Pencil />
                  </IconButton>
                </Cell>
              ) : null}
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** With which other workspaces this one shares its people. */
function Sharing({ workspace, workspaces }: { workspace: WorkspaceView; workspaces: readonly WorkspaceView[] }) {
  const others = workspaces.filter(
    (other) => other.id !== workspace.id && other.identityScope.id === workspace.identityScope.id,
  );
  if (others.length === 0) return <span className="text-muted">Its own</span>;
  const names = others.map(({ name }) => name).join(", ");
  return (
    <span className="flex items-center gap-1.5" title={`Identity scope ${workspace.identityScope.name}`}>
      <Users className="size-3.5 shrink-0 text-muted" aria-hidden />
      <span className="truncate">Shared with {names}</span>
    </span>
  );
}
