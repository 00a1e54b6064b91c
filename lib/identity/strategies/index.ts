import { defaultStrategy } from "./default";
import type { Strategy } from "./strategy";

const STRATEGIES: readonly Strategy[] = [defaultStrategy];

/** The strategy by its name in the settings. Throws for a name that nobody registered. */
export function strategyOf(name: string): Strategy {
  const strategy = STRATEGIES.find((candidate) => candidate.name === name);
  if (!strategy) throw new Error(`There is no identity strategy named ${name}.`);
  return strategy;
}
