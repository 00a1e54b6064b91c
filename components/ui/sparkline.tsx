import { cn } from "./cn";

export type SparklineBar = {
  /** Accepted. */
  readonly good: number;
  /** Blocked, dropped or rejected. */
  readonly bad: number;
};

const WIDTH = 96;
const HEIGHT = 20;

type SparklineProps = {
  /** Oldest first. */
  bars: readonly SparklineBar[];
  /** What it shows in words: it is an image to a screen reader. */
  label: string;
  className?: string;
};

/** Bars of what was taken and, above in another colour and pattern of place, what was not. */
export function Sparkline({ bars, label, className }: SparklineProps) {
  const highest = Math.max(1, ...bars.map((bar) => bar.good + bar.bad));
  const step = WIDTH / Math.max(1, bars.length);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cn("h-5 w-24", className)}
    >
      <title>{label}</title>
      <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-line" />
      {bars.map((bar, index) => {
        const good = scaled(bar.good, highest);
        const bad = scaled(bar.bad, highest);
        const x = index * step;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
          <g key={index}>
            <rect x={x} y={HEIGHT - good} width={step * 0.75} height={good} className="fill-accent" />
            <rect x={x} y={HEIGHT - good - bad} width={step * 0.75} height={bad} className="fill-danger" />
          </g>
        );
      })}
    </svg>
  );
}

/** Anything that is not nothing stays visible. */
function scaled(value: number, highest: number): number {
  return value === 0 ? 0 : Math.max(1.5, (value / highest) * (HEIGHT - 2));
}
