import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { CodedError } from "../errors";
import type { Input } from "../generated/prisma/client";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { bumpRules } from "./bump-rules";
import { type InputView, inputView } from "./input-view";
import { ACT_AS, kindOf, mayRestrictByLat } from "./kinds";
import { inputName } from "./names";
import { MAX_ORIGINS, originFrom } from "./origin";
import { lockOwnInput } from "./own-input";

/** Origins of web pages, each once and in the form of the browser. */
const allowedOrigins = z
  .array(
    z.string().transform((text, { addIssue }) => {
      const origin = originFrom(text);
      if (origin !== null) return origin;
      addIssue("it is no origin such as https://shop.example.com");
      return z.NEVER;
    }),
  )
  .max(MAX_ORIGINS, `there are more than ${MAX_ORIGINS}`)
  .transform((origins) => [...new Set(origins)]);

export const updateInputSchema = z.object({
  inputId: z.number().int(),
  name: inputName,
  /** Null: unbound. */
  actAs: z.enum(ACT_AS).nullable(),
  isDebug: z.boolean(),
  restrictDeviceIdByLat: z.boolean(),
  /** Whether requests need no secret, as from a browser; platforms only. */
  allowKeyOnly: z.boolean(),
  /** Web pages that may send; empty: all. Platforms only. */
  allowedOrigins,
});
export type UpdateInputInput = z.input<typeof updateInputSchema>;

/** Name and settings of an input; its protection level has a verb of its own. Counts for the next batch. */
export async function updateInput(ctx: Context, input: UpdateInputInput): Promise<InputView> {
  requirePermission(ctx, "inputs.edit");
  const { inputId, ...wanted } = parseInput(updateInputSchema, input);
  return await prisma().$transaction(async (tx) => {
    const before = await lockOwnInput(tx, ctx, inputId);
    const kind = kindOf(before.kind);
    if (wanted.actAs && !kind.actAs) {
      throw new CodedError("invalid_input", `${kind.label} can't act as a platform.`, { field: "actAs" });
    }
    if (wanted.isDebug && kind.group === "platform") {
      throw new CodedError("invalid_input", "A platform says its environment in each batch.", { field: "isDebug" });
    }
    if (wanted.restrictDeviceIdByLat && !mayRestrictByLat(kind)) {
      const message = `${kind.label} has no advertising ID to restrict.`;
      throw new CodedError("invalid_input", message, { field: "restrictDeviceIdByLat" });
    }
    if (kind.group === "feed" && wanted.allowKeyOnly) {
      throw new CodedError("invalid_input", "A feed always needs its secret.", { field: "allowKeyOnly" });
    }
    if (kind.group === "feed" && wanted.allowedOrigins.length > 0) {
      throw new CodedError("invalid_input", "No web page sends for a feed.", { field: "allowedOrigins" });
    }
    const was = settingsOf(before);
    if (JSON.stringify(was) === JSON.stringify(settingsOf({ ...before, ...wanted }))) return inputView(before);
    const after = await tx.input.update({ where: { id: inputId }, data: wanted });
    await bumpRules(tx, { inputId });
    await writeAudit(tx, ctx, {
      action: "input.update",
      targetType: "input",
      targetId: inputId,
      targetName: after.name,
      workspaceId: before.workspaceId,
      before: was,
      after: settingsOf(after),
    });
    return inputView(after);
  });
}

function settingsOf({ name, actAs, isDebug, restrictDeviceIdByLat, allowKeyOnly, allowedOrigins }: Input) {
  return { name, actAs, isDebug, restrictDeviceIdByLat, allowKeyOnly, allowedOrigins };
}
