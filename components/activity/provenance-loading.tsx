import { Skeleton } from "@/components/ui/skeleton";

/** Stands where the entries will. */
export function ProvenanceLoading() {
  return (
    <div className="space-y-2" role="status" aria-label="Loading">
      <Skeleton className="w-2/3" />
      <Skeleton className="w-1/2" />
    </div>
  );
}
