import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { lockOwnInput } from "../inputs/own-input";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { COUNTED_BY } from "./limit";
import { limitsSchema } from "./limits-schema";
import { replaceLimits } from "./replace-limits";

export const setInputLimitsSchema = z.object({
  inputId: z.number().int(),
  limits: limitsSchema(COUNTED_BY.input),
});
export type SetInputLimitsInput = z.input<typeof setInputLimitsSchema>;

/** How fast one input may send, whatever it sends; counts for the next request. Throws `not_found`. */
export async function setInputLimits(ctx: Context, input: SetInputLimitsInput): Promise<void> {
  requirePermission(ctx, "inputs.edit");
  const { inputId, limits } = parseInput(setInputLimitsSchema, input);
  await prisma().$transaction(async (tx) => {
    const { name, workspaceId } = await lockOwnInput(tx, ctx, inputId);
    await replaceLimits(tx, ctx, {
      owner: "input",
      ownerId: inputId,
      limits,
      rules: { inputId },
      audit: { action: "rate_limits.input.update", targetName: name, workspaceId },
    });
  });
}
