import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { prisma } from "../prisma";
import { type InputView, inputView } from "./input-view";
import { ownInput } from "./own-input";

/** One input of the account. Throws `not_found`. */
export async function getInput(ctx: Context, { inputId }: { readonly inputId: number }): Promise<InputView> {
  requirePermission(ctx, "inputs.view");
  return inputView(await ownInput(prisma(), ctx, inputId));
}
