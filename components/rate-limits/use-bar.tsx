import { cn } from "@/components/ui/cn";

const WIDTH = 64;

/** A share of a limit as a bar and a number; undefined: it is not known yet. */
export function UseBar({ percent }: { percent: number | undefined }) {
  if (percent === undefined) return <span className="text-faint">…</span>;
  const look = percent >= 100 ? "fill-danger" : percent >= 80 ? "fill-warn" : "fill-accent";
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <svg viewBox={`0 0 ${WIDTH} 6`} className="h-1.5 w-16 shrink-0" aria-hidden>
        <rect width={WIDTH} height={6} rx={3} className="fill-line" />
        {percent > 0 ? <rect width={Math.max(3, (percent / 100) * WIDTH)} height={6} rx={3} className={look} /> : null}
      </svg>
      <span className={cn("tabular-nums", percent >= 100 && "font-medium text-danger")}>{percent} %</span>
    </span>
  );
}
