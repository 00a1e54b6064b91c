"use client";
import { Dialog } from "@/components/ui/dialog";
import { Queries } from "@/components/ui/queries";
import { Skeleton } from "@/components/ui/skeleton";
import { BatchView } from "./batch-view";
import { useBatch } from "./use-batch";

type BatchDialogProps = { batchId: string; workspaceId: number; onClose: () => void };

/** One batch over a page that has no place beside its list. */
export function BatchDialog(props: BatchDialogProps) {
  return (
    <Dialog
      open
      title="Batch"
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <Queries>
        <Content {...props} />
      </Queries>
    </Dialog>
  );
}

function Content({ batchId, workspaceId }: BatchDialogProps) {
  const { data, error } = useBatch(batchId, workspaceId);
  if (error) return <p className="text-danger">{error.message}</p>;
  return data ? <BatchView {...data} /> : <Skeleton className="w-1/2" />;
}
