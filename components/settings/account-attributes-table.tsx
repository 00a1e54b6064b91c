import { Trash2 } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { NoValue } from "@/components/ui/key-values";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { reservedLabel } from "@/lib/profile/attribute-order";
import type { AccountAttributeView } from "@/lib/settings/list-account-attributes";

type AccountAttributesTableProps = {
  attributes: readonly AccountAttributeView[];
  /** Null: the reader may not. */
  onUndeclare: ((key: string) => void) | null;
};

export function AccountAttributesTable({ attributes, onUndeclare }: AccountAttributesTableProps) {
  if (attributes.length === 0) {
    return (
      <p className="px-4 py-6 text-center text-muted">
        None is declared: every attribute belongs to a workspace and is written by batches.
      </p>
    );
  }
  return (
    <Table aria-label="Account attributes">
      <TableHead>
        <tr>
          <HeadCell className="w-2/5">Key</HeadCell>
          <HeadCell>Description</HeadCell>
          <HeadCell className="w-36">Declared</HeadCell>
          {onUndeclare ? (
            <HeadCell className="w-10">
              <span className="sr-only">Actions</span>
            </HeadCell>
          ) : null}
        </tr>
      </TableHead>
      <tbody>
        {attributes.map(({ key, description, createdAt }) => (
          <Row key={key} className="align-top [&>td]:py-2">
            <Cell className="[overflow-wrap:anywhere]">
              <span className="font-mono text-xs">{key}</span>
              <span className="ml-2 text-muted text-xs">{reservedLabel(key)}</span>
            </Cell>
            <Cell className="[overflow-wrap:anywhere]">{description || <NoValue kind="absent" />}</Cell>
            <Cell className="text-muted">
              <RelativeTime ms={createdAt} />
            </Cell>
            {onUndeclare ? (
              <Cell className="py-1!">
                <IconButton label={`Undeclare ${key}`} onClick={() => onUndeclare(key)}>
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
