import type { Context } from "../access/context";
import { personalValues } from "../access/permissions";
import type { PersonEnvironment } from "./view-types";

/** Shown instead of a personal value. */
export const MASKED = "••••••";

export type Masks = {
  readonly masked: boolean;
  /** The value, or the mask. */
  readonly text: (value: string) => string;
};

const PLAIN: Masks = { masked: false, text: (value) => value };
const MASKS: Masks = { masked: true, text: (value) => (value === "" ? "" : MASKED) };

/** How the reader sees personal values of an environment; an unknown one counts as production. */
export function masksFor(ctx: Context, environment: PersonEnvironment | null): Masks {
  const seen = personalValues(ctx.role);
  if (seen === "plain" || (seen === "plain_in_development" && environment === "development")) return PLAIN;
  return MASKS;
}
