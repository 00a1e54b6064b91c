import { bestMatch } from "./best-match";
import { defaultStrategy } from "./default";
import { profileConversion } from "./profile-conversion";
import { profileIsolation } from "./profile-isolation";
import { profileLink } from "./profile-link";
import type { Strategy } from "./strategy";

/** Every strategy, the most usual first. */
export const STRATEGIES: readonly Strategy[] = [
  defaultStrategy,
  profileConversion,
  profileLink,
  profileIsolation,
  bestMatch,
];

/** The strategy by its name in the settings. Throws for a name that nobody registered. */
export function strategyOf(name: string): Strategy {
  const strategy = STRATEGIES.find((candidate) => candidate.name === name);
  if (!strategy) throw new Error(`There is no identity strategy named ${name}.`);
  return strategy;
}
