import { MoreHorizontal } from "lucide-react";
import { Badge, Status } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { LazyPopup } from "@/components/ui/lazy-popup";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { initials } from "@/lib/format";
import type { MemberView } from "@/lib/members/list-members";
import type { MemberActions } from "./member-menu";
import { roleWords } from "./role-words";

type MembersTableProps = MemberActions & { members: readonly MemberView[]; ownId: number };

export function MembersTable({ members, ownId, ...actions }: MembersTableProps) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <Table aria-label="Members">
        <TableHead>
          <tr>
            <HeadCell>Member</HeadCell>
            <HeadCell>Role</HeadCell>
            <HeadCell>Signs in by</HeadCell>
            <HeadCell>Status</HeadCell>
            <HeadCell className="max-xl:hidden">Since</HeadCell>
            <HeadCell className="w-10">
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {members.map((member) => (
            <Row key={member.id} className={cn(member.disabled && "text-muted")}>
              <Cell className="max-w-80">
                <span className="flex items-center gap-2.5 py-0.5">
                  <span
                    aria-hidden
                    className="grid size-7 shrink-0 place-items-center rounded-full bg-sunken font-semibold text-2xs text-muted"
                  >
                    {initials(member.name)}
                  </span>
                  <span className="min-w-0">
                    <span className="flex items-center gap-2">
                      <span className="truncate font-medium" title={member.name}>
                        {member.name}
                      </span>
                      {member.id === ownId ? <Badge tone="accent">You</Badge> : null}
                    </span>
                    <span className="block truncate text-muted text-xs" title={member.email}>
                      {member.email}
                    </span>
                  </span>
                </span>
              </Cell>
              <Cell className="max-w-80">
                <span className="block">{member.role}</span>
                <span className="block text-muted text-xs">{roleWords(member.role)}</span>
              </Cell>
              <Cell className="whitespace-nowrap">{member.signIn === "password" ? "Password" : "Single sign-on"}</Cell>
              <Cell>{member.disabled ? <Status>Disabled</Status> : <Status tone="success">Active</Status>}</Cell>
              <Cell className="text-muted max-xl:hidden">
                <RelativeTime ms={member.createdAt} />
              </Cell>
              <Cell>
                <Actions member={member} {...actions} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

const load = () => import("./member-menu").then((module) => module.MemberMenu);

function Actions(props: MemberActions & { member: MemberView }) {
  return (
    <LazyPopup
      kind="menu"
      load={load}
      props={props}
      trigger={
        <button
          type="button"
          aria-label={`Actions for ${props.member.name}`}
          className="grid size-7 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink [&_svg]:size-3.5"
        >
          <MoreHorizontal />
        </button>
      }
    />
  );
}
