"use client";
import { Dialog } from "@/components/ui/dialog";
import { Queries } from "@/components/ui/queries";
import { Skeleton } from "@/components/ui/skeleton";
import { KIND_LABELS } from "@/lib/explain/labels";
import { BatchView } from "./batch-view";
import { type ReadBatch, useBatch } from "./use-batch";

type BatchDialogProps = { batchId: string; workspaceId: number; onClose: () => void };

/** One batch over a page that has no place beside its list. */
export function BatchDialog(props: BatchDialogProps) {
  return (
    <Queries>
      <Opened {...props} />
    </Queries>
  );
}

function Opened({ batchId, workspaceId, onClose }: BatchDialogProps) {
  const { data, error } = useBatch(batchId, workspaceId);
  return (
    <Dialog
      open
      title={titleOf(data)}
      className="w-[min(40rem,calc(100vw-2rem))]"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      {error ? (
        <p className="text-danger">{error.message}</p>
      ) : data ? (
        <div className="-m-4">
          <BatchView {...data} />
        </div>
      ) : (
        <Skeleton className="w-1/2" />
      )}
    </Dialog>
  );
}

/** "Log in from Web"; a batch is one until it is read. */
function titleOf(data: ReadBatch | null): string {
  const input = data?.batch.input?.name;
  return `${KIND_LABELS[data?.batch.kind ?? "batch"]}${input ? ` from ${input}` : ""}`;
}
