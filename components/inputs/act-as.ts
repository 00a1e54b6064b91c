import { ACT_AS } from "@/lib/inputs/kinds";

const UNBOUND = "unbound";

/** The platforms that a feed may act as, with none first. */
export const ACT_AS_OPTIONS = [
  { value: UNBOUND, label: "No platform (unbound)" },
  ...ACT_AS.map((platform) => ({ value: platform, label: platform })),
];

/** The choice of the select as the verb wants it, and back. */
export const actAsOf = (choice: string): string | null => (choice === UNBOUND ? null : choice);
export const actAsChoice = (actAs: string | null): string => actAs ?? UNBOUND;
