import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import type { InviteView } from "@/lib/members/list-members";

type InvitesTableProps = {
  invites: readonly InviteView[];
  busy: boolean;
  onRevoke: (invite: InviteView) => void;
};

/** Links that nobody has used yet. */
export function InvitesTable({ invites, busy, onRevoke }: InvitesTableProps) {
  return (
    <Section title="Open invitations" after={invites.length} flush>
      <Table aria-label="Open invitations">
        <TableHead>
          <tr>
            <HeadCell>Email</HeadCell>
            <HeadCell>Role</HeadCell>
            <HeadCell>Invited</HeadCell>
            <HeadCell>Expires</HeadCell>
            <HeadCell className="w-24">
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {invites.map((invite) => (
            <Row key={invite.id}>
              <Cell className="max-w-80 truncate font-medium" title={invite.email}>
                {invite.email}
              </Cell>
              <Cell>{invite.role}</Cell>
              <Cell className="text-muted">
                <RelativeTime ms={invite.createdAt} />
              </Cell>
              <Cell className="text-muted">
                <RelativeTime ms={invite.expiresAt} />
              </Cell>
              <Cell className="text-right">
                <Button
                  size="sm"
                  disabled={busy}
                  aria-label={`Revoke ${invite.email}`}
                  onClick={() => onRevoke(invite)}
                >
                  Revoke
                </Button>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
