import { identityLabel } from "@/lib/batch/identity-names";
import { STRATEGY_LABELS } from "@/lib/explain/labels";
import type { IdentitySettings } from "@/lib/identity/settings";
import type { Mark } from "./draft";

const MARKS: Readonly<Record<Mark, string>> = {
  uniqueTypes: "unique",
  loginTypes: "a login type",
  immutableTypes: "immutable",
};

export function strategyLabel(strategy: string): string {
  return STRATEGY_LABELS[strategy]?.label ?? strategy;
}

/** What differs between two settings, a phrase each; empty when nothing does. Pure. */
export function settingsChanges(before: IdentitySettings, after: IdentitySettings): string[] {
  const left = before.priority.filter((type) => !after.priority.includes(type));
  return [
    ...(before.strategy === after.strategy
      ? []
      : [`Strategy ${strategyLabel(before.strategy)} → ${strategyLabel(after.strategy)}`]),
    ...movedTypes(before.priority, after.priority).map(
      (type) =>
        `${identityLabel(type)} from place ${before.priority.indexOf(type) + 1} to ${after.priority.indexOf(type) + 1}`,
    ),
    ...after.priority
      .filter((type) => !before.priority.includes(type))
      .map((type) => `${identityLabel(type)} joins the look-up at place ${after.priority.indexOf(type) + 1}`),
    ...(left.length > 0 ? [`${listed(left)} ${left.length === 1 ? "leaves" : "leave"} the look-up`] : []),
    ...(["uniqueTypes", "loginTypes", "immutableTypes"] as const).flatMap((mark) => [
      ...without(after[mark], before[mark]).map((type) => `${identityLabel(type)} becomes ${MARKS[mark]}`),
      ...without(before[mark], after[mark]).map((type) => `${identityLabel(type)} is no longer ${MARKS[mark]}`),
    ]),
  ];
}

/** "Email, Other 2 and 3 more". */
export function listed(types: readonly string[], shown = 3): string {
  const labels = types.map(identityLabel);
  if (labels.length === 1) return labels[0] ?? "";
  const rest = labels.length - shown;
  return rest > 0
    ? `${labels.slice(0, shown).join(", ")} and ${rest} more`
    : `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}`;
}

/**
 * The fewest types whose move explains the new order: those outside the longest run that both orders share. Of equally
 * long ones the run whose types stand nearest to where they stood, then the one that lets the upper of two neighbours
 * have moved up.
 */
function movedTypes(before: readonly string[], after: readonly string[]): string[] {
  const fresh = after.filter((type) => before.includes(type));
  const shift = (type: string) => Math.abs(before.indexOf(type) - after.indexOf(type));
  const runs = fresh.map((type) => ({ type, score: LONGER - shift(type), previous: -1 }));
  for (const [index, run] of runs.entries()) {
    const own = run.score;
    for (const [earlier, other] of runs.slice(0, index).entries()) {
      if (before.indexOf(other.type) > before.indexOf(run.type) || other.score + own < run.score) continue;
      run.score = other.score + own;
      run.previous = earlier;
    }
  }
  const kept = new Set<string>();
  let at = runs.reduce((best, run, index) => (run.score >= (runs[best]?.score ?? 0) ? index : best), 0);
  for (let run = runs[at]; run; run = runs[at]) {
    kept.add(run.type);
    at = run.previous;
  }
  return fresh.filter((type) => !kept.has(type));
}

/** What one more type of a run is worth: more than all distances together. */
const LONGER = 10_000;

function without(types: readonly string[], others: readonly string[]): string[] {
  return types.filter((type) => !others.includes(type));
}
