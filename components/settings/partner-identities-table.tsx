import { Trash2 } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import type { PartnerIdentityView } from "@/lib/settings/list-partner-identities";

type PartnerIdentitiesTableProps = {
  identities: readonly PartnerIdentityView[];
  partners: readonly string[];
  /** Null: the reader may not. */
  onRemove: ((name: string) => void) | null;
};

export function PartnerIdentitiesTable({ identities, partners, onRemove }: PartnerIdentitiesTableProps) {
  if (identities.length === 0) {
    return (
      <p className="px-4 py-6 text-center text-muted">
        None is registered yet: whatever partner identities batches bring is left out with a warning.
      </p>
    );
  }
  return (
    <Table aria-label="Partner identities">
      <TableHead>
        <tr>
          <HeadCell>Name</HeadCell>
          <HeadCell>Partner</HeadCell>
          <HeadCell className="w-36">Registered</HeadCell>
          {onRemove ? (
            <HeadCell className="w-10">
              <span className="sr-only">Actions</span>
            </HeadCell>
          ) : null}
        </tr>
      </TableHead>
      <tbody>
        {identities.map(({ name, partner, createdAt }) => (
          <Row key={name} className="align-top [&>td]:py-2">
            <Cell className="[overflow-wrap:anywhere]">
              <span className="font-mono text-xs">{name}</span>
            </Cell>
            <Cell className="[overflow-wrap:anywhere]">
              {partner}
              {partners.includes(partner) ? null : (
                <span className="ml-2 text-faint text-xs">no feed of theirs yet</span>
              )}
            </Cell>
            <Cell className="text-muted">
              <RelativeTime ms={createdAt} />
            </Cell>
            {onRemove ? (
              <Cell className="py-1!">
                <IconButton label={`Remove ${name}`} onClick={() => onRemove(name)}>
                  <Trash2 />
                </IconButton>
              </Cell>
            ) : null}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
