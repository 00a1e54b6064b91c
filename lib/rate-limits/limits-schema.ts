import { z } from "zod";
import { type Counted, MOST_PER_SECOND } from "./limit";

const perSecond = z
  .number("it is no number")
  .int("it is no whole number")
  .min(1, "it is less than 1")
  .max(MOST_PER_SECOND, "it is more than 100,000");

/** What a member asks for; `counted` are the kinds that the owner may limit. Without a limit there is no acceleration. */
export function limitsSchema<Kind extends Counted>(counted: readonly [Kind, ...Kind[]]) {
  return z
    .object({ perSecond: z.partialRecord(z.enum(counted), perSecond), limitAcceleration: z.boolean() })
    .transform((limits) => ({
      ...limits,
      limitAcceleration: limits.limitAcceleration && Object.keys(limits.perSecond).length > 0,
    }));
}
