"use client";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { CopyableId } from "@/components/ui/copyable-id";
import { EmptyState } from "@/components/ui/empty-state";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { can } from "@/lib/access/permissions";
import { formatCount, plural } from "@/lib/format";
import type { Actor } from "@/lib/settings/list-actors";
import type { ProfileView } from "@/lib/settings/list-profile-views";
import { AuditFilters } from "./audit-filters";
import { AuditFrame } from "./audit-frame";
import { viewsAddress, viewsParams } from "./audit-params";

type ViewsScreenProps = {
  accountName: string;
  role: string;
  workspaceId: number;
  workspaces: readonly { readonly id: number; readonly name: string }[];
  actors: readonly Actor[];
  views: readonly ProfileView[];
  next: string | null;
  exports: { readonly csv: string; readonly json: string };
  /** What in the filters can't be looked for, in words. */
  problem: string | null;
};

const PATH = "/settings/audit/views";

/** Settings > Audit: who looked at whom. */
export function ViewsScreen(props: ViewsScreenProps) {
  const { accountName, role, workspaceId, workspaces, actors, views, next, exports, problem } = props;
  const [{ before, ...filters }, setParams] = useQueryStates(viewsParams, { shallow: false });
  const filtered = Object.values(filters).some((value) => value !== null);
  const clear = () => void setParams(null);
  return (
    <AuditFrame
      accountName={accountName}
      role={role}
      workspaceId={workspaceId}
      tab="views"
      exports={exports}
      shown={plural(views.length, "row")}
      newest={before ? viewsAddress(PATH, { ...filters, ws: workspaceId }) : null}
      older={next ? viewsAddress(PATH, { ...filters, before: next, ws: workspaceId }) : null}
      filters={
        <AuditFilters
          filters={filters}
          actors={actors}
          workspaces={workspaces}
          onChange={(change) => void setParams({ ...change, before: null })}
          text={{
            value: filters.mpid,
            label: "MPID of the person",
            onChange: (mpid) => {
              if (mpid !== filters.mpid) void setParams({ mpid, before: null });
            },
          }}
          onClear={filtered ? clear : null}
        />
      }
    >
      {views.length > 0 ? (
        <ViewsTable views={views} mayOpen={can(role, "user_activity.view")} />
      ) : (
        <EmptyState
          kind={filtered ? "filtered" : "nothing"}
          title={problem ?? (filtered ? "Nobody looked, as far as the filters go" : "Nobody has looked at anybody yet")}
          action={filtered ? <Button onClick={clear}>Clear filters</Button> : null}
        >
          {filtered ? null : "Opening a person, their events or a batch of theirs leaves a row here within seconds."}
        </EmptyState>
      )}
    </AuditFrame>
  );
}

function ViewsTable({ views, mayOpen }: { views: readonly ProfileView[]; mayOpen: boolean }) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <Table aria-label="Who looked at whom">
        <TableHead>
          <tr>
            <HeadCell>Reader</HeadCell>
            <HeadCell>Person</HeadCell>
            <HeadCell>Workspace</HeadCell>
            <HeadCell>First look</HeadCell>
            <HeadCell>Last look</HeadCell>
            <HeadCell className="text-right">Requests</HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {views.map((view) => (
            <Row key={`${view.memberId}:${view.mpid}:${view.workspaceId}:${view.hour}`}>
              <Cell className="max-w-64">
                <span className="block truncate font-medium" title={view.reader}>
                  {view.reader}
                </span>
                <span className="block truncate text-muted text-xs">{view.email}</span>
              </Cell>
              <Cell>
                <span className="flex items-center gap-2">
                  <CopyableId id={view.mpid} label="MPID" />
                  {mayOpen ? (
                    <Link
                      href={`/activity/users/${view.mpid}?ws=${view.workspaceId}`}
                      className="text-accent text-xs hover:underline"
                    >
                      Open
                    </Link>
                  ) : null}
                </span>
              </Cell>
              <Cell>{view.workspaceName}</Cell>
              <Cell>
                <ShortTime ms={view.firstAt} />
              </Cell>
              <Cell>
                <ShortTime ms={view.lastAt} />
              </Cell>
              <Cell className="text-right">{formatCount(view.views)}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
