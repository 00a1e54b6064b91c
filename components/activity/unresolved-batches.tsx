"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Status } from "@/components/ui/badge";
import { CopyableId } from "@/components/ui/copyable-id";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { OUTCOME_LABELS } from "@/lib/explain/labels";
import type { UnresolvedBatch } from "@/lib/profile/view-types";

const BatchDialog = dynamic(() => import("./batch-dialog").then((module) => module.BatchDialog), { ssr: false });

/** Batches that mention the value but belong to nobody; a click says why. */
export function UnresolvedBatches({
  batches,
  workspaceId,
}: {
  batches: readonly UnresolvedBatch[];
  workspaceId: number;
}) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section>
      <h2 className="mb-2 font-semibold text-sm">Batches that mention it and belong to nobody</h2>
      <div className="rounded-lg border border-line bg-surface">
        <Table>
          <TableHead>
            <tr>
              <HeadCell>Input</HeadCell>
              <HeadCell>What happened</HeadCell>
              <HeadCell>Batch</HeadCell>
              <HeadCell>Received</HeadCell>
            </tr>
          </TableHead>
          <tbody>
            {batches.map((batch) => (
              <Row key={batch.id} onClick={() => setOpen(batch.id)}>
                <Cell>
                  <button type="button" className="font-medium hover:underline" onClick={() => setOpen(batch.id)}>
                    {batch.inputName}
                  </button>
                </Cell>
                <Cell>
                  <Status tone="warn">{OUTCOME_LABELS[batch.outcome].label}</Status>
                </Cell>
                <Cell>
                  <CopyableId id={batch.id} label="batch ID" />
                </Cell>
                <Cell>
                  <RelativeTime ms={batch.receivedAt} className="text-muted" />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
      {open ? <BatchDialog batchId={open} workspaceId={workspaceId} onClose={() => setOpen(null)} /> : null}
    </section>
  );
}
