import { ArrowRight } from "lucide-react";
import { EnvironmentBadge } from "@/components/ui/environment-badge";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { identityLabel } from "@/lib/batch/identity-names";
import { KIND_LABELS } from "@/lib/explain/labels";
import { shortenId } from "@/lib/format";
import type { PreviewedRequest } from "@/lib/ingest/preview-identity-settings";

/** The requests that would lead elsewhere, one by one: what they brought, by type, and to whom they lead. */
export function DifferencesTable({ differences }: { differences: readonly PreviewedRequest[] }) {
  return (
    <div className="max-h-56 overflow-auto rounded-md border border-line">
      <Table aria-label="Requests that would lead elsewhere">
        <TableHead>
          <tr>
            <HeadCell>Received</HeadCell>
            <HeadCell>Input</HeadCell>
            <HeadCell>Kind</HeadCell>
            <HeadCell>Types</HeadCell>
            <HeadCell>Leads to</HeadCell>
            <HeadCell className="w-6 px-0" />
            <HeadCell>Would lead to</HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {differences.map((one) => (
            <Row key={one.batchId}>
              <Cell className="whitespace-nowrap">
                <ShortTime ms={one.receivedAt} />
              </Cell>
              <Cell className="max-w-48">
                <span className="flex items-center gap-1.5">
                  <span className="truncate" title={one.inputName}>
                    {one.inputName}
                  </span>
                  {one.environment === "development" ? (
                    <EnvironmentBadge environment="development" compact="always" />
                  ) : null}
                </span>
              </Cell>
              <Cell>{KIND_LABELS[one.kind]}</Cell>
              <Cell className="min-w-36 text-xs">{one.types.map(identityLabel).join(", ")}</Cell>
              <Cell>
                <Destination one={one} side="before" />
              </Cell>
              <Cell className="px-0 text-faint">
                <ArrowRight className="size-3" aria-hidden />
              </Cell>
              <Cell>
                <Destination one={one} side="after" />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** A person opens beside: the change under review stays. */
function Destination({ one, side }: { one: PreviewedRequest; side: "before" | "after" }) {
  const destination = one[side];
  if (destination.to !== "person") {
    return destination.to === "new" ? "A new profile" : <span className="text-muted">Nobody</span>;
  }
  const { mpid } = destination;
  return (
    <a
      href={`/activity/users/${mpid}?ws=${one.workspaceId}`}
      target="_blank"
      rel="noreferrer"
      title={`MPID ${mpid}, in a new tab`}
      className="whitespace-nowrap font-mono text-accent text-xs hover:underline"
    >
      {shortenId(mpid, 5)}
    </a>
  );
}
