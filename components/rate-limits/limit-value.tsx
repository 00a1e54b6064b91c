import { formatCount } from "@/lib/format";
import type { Limits } from "@/lib/rate-limits/limit";

/** A limit, or that there is none. */
export function PerSecond({ value }: { value: number | undefined }) {
  if (value === undefined) return <span className="text-muted">No limit</span>;
  return (
    <span className="tabular-nums">
      {formatCount(value)} <span className="text-muted">/ s</span>
    </span>
  );
}

/** Whether the speed may grow only so fast. */
export function Acceleration({ limits }: { limits: Limits }) {
  return limits.limitAcceleration ? "Limited" : <span className="text-muted">No limit</span>;
}
