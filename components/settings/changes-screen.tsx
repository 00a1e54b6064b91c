"use client";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { can } from "@/lib/access/permissions";
import { plural } from "@/lib/format";
import type { Actor } from "@/lib/settings/list-actors";
import type { Change } from "@/lib/settings/list-changes";
import { AuditFilters } from "./audit-filters";
import { AuditFrame } from "./audit-frame";
import { changesAddress, changesParams } from "./audit-params";
import { ACTION_FILTERS, actionWords } from "./audit-words";
import { Changed } from "./changed-value";

type ChangesScreenProps = {
  accountName: string;
  role: string;
  workspaceId: number;
  workspaces: readonly { readonly id: number; readonly name: string }[];
  actors: readonly Actor[];
  changes: readonly Change[];
  next: string | null;
  exports: { readonly csv: string; readonly json: string };
};

const EVERYTHING = "everything";
const PATH = "/settings/audit";

/** Settings > Audit: what was changed in the account. */
export function ChangesScreen(props: ChangesScreenProps) {
  const { accountName, role, workspaceId, workspaces, actors, changes, next, exports } = props;
  const [{ before, ...filters }, setParams] = useQueryStates(changesParams, { shallow: false });
  const filtered = Object.values(filters).some((value) => value !== null);
  const clear = () => void setParams(null);
  return (
    <AuditFrame
      accountName={accountName}
      role={role}
      workspaceId={workspaceId}
      tab="changes"
      exports={exports}
      shown={plural(changes.length, "change")}
      newest={before ? changesAddress(PATH, { ...filters, ws: workspaceId }) : null}
      older={next ? changesAddress(PATH, { ...filters, before: next, ws: workspaceId }) : null}
      filters={
        <AuditFilters
          filters={filters}
          actors={actors}
          workspaces={workspaces}
          onChange={(change) => void setParams({ ...change, before: null })}
          text={{
            value: filters.name,
            label: "Name of what was changed",
            onChange: (name) => {
              if (name !== filters.name) void setParams({ name, before: null });
            },
          }}
          onClear={filtered ? clear : null}
        >
          <Select
            aria-label="What was changed"
            className="w-40"
            options={[{ value: EVERYTHING, label: "Everything" }, ...ACTION_FILTERS]}
            value={filters.what ?? EVERYTHING}
            onChange={(what) => void setParams({ what: what === EVERYTHING ? null : what, before: null })}
          />
        </AuditFilters>
      }
    >
      {changes.length > 0 ? (
        <ChangesTable changes={changes} workspaces={workspaces} maySeePeople={can(role, "user_activity.view")} />
      ) : (
        <EmptyState
          kind={filtered ? "filtered" : "nothing"}
          title={filtered ? "No change matches the filters" : "Nothing was changed yet"}
          action={filtered ? <Button onClick={clear}>Clear filters</Button> : null}
        >
          {filtered ? null : "Every change of inputs, members, workspaces and privacy stands here from now on."}
        </EmptyState>
      )}
    </AuditFrame>
  );
}

type ChangesTableProps = Pick<ChangesScreenProps, "changes" | "workspaces"> & { maySeePeople: boolean };

function ChangesTable({ changes, workspaces, maySeePeople }: ChangesTableProps) {
  const names = new Map(workspaces.map(({ id, name }) => [id, name]));
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <Table aria-label="Changes of the configuration">
        <TableHead>
          <tr>
            <HeadCell className="w-36">Time</HeadCell>
            <HeadCell className="w-36">Who</HeadCell>
            <HeadCell className="w-44">What</HeadCell>
            <HeadCell className="w-44">Of</HeadCell>
            <HeadCell>Change</HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {changes.map((change) => (
            <Row key={change.id} className="[&>td]:py-2 [&>td]:align-top">
              <Cell>
                <ShortTime ms={change.at} />
              </Cell>
              <Cell className="[overflow-wrap:anywhere]">{change.actor}</Cell>
              <Cell>{actionWords(change.action)}</Cell>
              <Cell>
                <Target change={change} maySeePeople={maySeePeople} />
                {change.workspaceId !== null && change.targetType !== "workspace" ? (
                  <span className="block text-muted text-xs">{names.get(change.workspaceId)}</span>
                ) : null}
              </Cell>
              <Cell className="min-w-52">
                <Changed before={change.before} after={change.after} besides={change.targetName} />
                {change.reason ? (
                  <p className="mt-1 max-w-prose whitespace-pre-wrap [overflow-wrap:anywhere]">“{change.reason}”</p>
                ) : null}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Target({ change, maySeePeople }: { change: Change; maySeePeople: boolean }) {
  const { targetType, targetId, targetName, workspaceId } = change;
  const name = <span className="font-medium [overflow-wrap:anywhere]">{targetName}</span>;
  switch (targetType) {
    case "input":
      return (
        <Link href={`/setup/inputs/${targetId}?ws=${workspaceId}`} className="hover:underline">
          {name}
        </Link>
      );
    case "person":
      return (
        <>
          {name}
          <span className="block whitespace-nowrap font-mono text-muted text-xs">
            {maySeePeople ? (
              <Link href={`/activity/users/${targetId}`} className="hover:underline">
                {targetId}
              </Link>
            ) : (
              targetId
            )}
          </span>
        </>
      );
    default:
      return name;
  }
}
