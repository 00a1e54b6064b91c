import type { World } from "./world";

/** One row of the table. */
export type Row = {
  readonly what: string;
  readonly measured: string;
  readonly limit: string;
  /** What target and goal are about: a ratio, or a number with a unit. */
  readonly figure: number;
  readonly unit: "" | "ms" | "MB" | "s";
  readonly better: "higher" | "lower";
  /** Null where only a goal is set, or neither. */
  readonly target: number | null;
  readonly goal: number | null;
  /** Whatever helps to understand the figure, such as CPU per batch. */
  readonly note?: string;
};

/** A line of the bench: a name for the command line, and what it measures. */
export type Line = {
  readonly name: string;
  readonly needsConsole: boolean;
  readonly measure: (world: World) => Promise<Row[]>;
};

export function verdict({ figure, better, target, goal }: Row): string {
  const reaches = (mark: number) => (better === "higher" ? figure >= mark : figure <= mark);
  if (!Number.isFinite(figure)) return "not measured";
  if (goal !== null && reaches(goal)) return target === null ? "goal reached" : "reached, goal too";
  if (target === null) return goal === null ? "no target" : "goal missed";
  return reaches(target) ? "reached" : "MISSED";
}
