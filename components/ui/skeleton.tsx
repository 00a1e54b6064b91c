import { cn } from "./cn";

/** A grey bar where text will be. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("h-4 animate-pulse rounded-sm bg-hover", className)} />;
}

/** A page that loads: header and rows keep their places. Announced once. */
export function PageSkeleton({ rows = 10 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="space-y-4 p-6">
      <Skeleton className="h-7 w-56" />
      <Skeleton className="h-8 w-full max-w-xl" />
      <div className="space-y-3 pt-2">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike
          <Skeleton key={row} className={row % 3 === 2 ? "w-4/5" : "w-full"} />
        ))}
      </div>
    </div>
  );
}
