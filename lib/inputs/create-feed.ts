import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { CodedError } from "../errors";
import { PROTECTION_LEVELS } from "../explain/decision";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { insertInput, type KeyPair } from "./insert-input";
import { ACT_AS, INPUT_KINDS } from "./kinds";
import { inputName } from "./names";

const feedKinds = INPUT_KINDS.filter(({ group }) => group === "feed").map(({ kind }) => kind);

export const createFeedSchema = z.object({
  workspaceId: z.number().int(),
  kind: z.enum(feedKinds),
  name: inputName,
  /** Whose feed it is; only of a partner feed, where it is needed. */
  partner: inputName.optional(),
  actAs: z.enum(ACT_AS).nullish(),
  protectionLevel: z.enum(PROTECTION_LEVELS).default("create_and_update"),
  isDebug: z.boolean().default(false),
});
export type CreateFeedInput = z.input<typeof createFeedSchema>;

/**
 * A new feed with its key; the only moment in which the secret can be read. Another level than Create & Update needs
 * `feed_protection.edit`, as changing one does. https://docs.mparticle.com/guides/platform-guide/input-protection
 */
export async function createFeed(
  ctx: Context,
  input: CreateFeedInput,
): Promise<KeyPair & { readonly id: number; readonly name: string }> {
  requirePermission(ctx, "inputs.edit");
  const feed = parseInput(createFeedSchema, input);
  requireWorkspace(ctx, feed.workspaceId);
  if (feed.protectionLevel !== "create_and_update") requirePermission(ctx, "feed_protection.edit");
  const kind = INPUT_KINDS.find((known) => known.kind === feed.kind);
  if (feed.actAs && !kind?.actAs) {
    throw new CodedError("invalid_input", `A ${kind?.label} can't act as a platform.`, { field: "actAs" });
  }
  if ((feed.kind === "partner_feed") !== (feed.partner !== undefined)) {
    throw new CodedError("invalid_input", "A partner feed, and only one, names its partner.", { field: "partner" });
  }
  const { workspaceId, name, partner, protectionLevel, isDebug } = feed;
  return await prisma().$transaction(async (tx) => {
    const made = await insertInput(tx, {
      workspaceId,
      kind: feed.kind,
      name,
      partner,
      actAs: feed.actAs ?? undefined,
      protectionLevel,
      isDebug,
      now: Date.now(),
    });
    await writeAudit(tx, ctx, {
      action: "input.create",
      targetType: "input",
      targetId: made.id,
      targetName: name,
      workspaceId,
      after: { kind: feed.kind, name, partner: partner ?? null, actAs: feed.actAs ?? null, protectionLevel, isDebug },
    });
    return { ...made, name };
  });
}
