import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { CodedError } from "../errors";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { insertInput, type KeyPair } from "./insert-input";
import { INPUT_KINDS } from "./kinds";

const platformKinds = INPUT_KINDS.filter(({ group }) => group === "platform").map(({ kind }) => kind);

export const issuePlatformKeysSchema = z.object({ workspaceId: z.number().int(), kind: z.enum(platformKinds) });
export type IssuePlatformKeysInput = z.input<typeof issuePlatformKeysSchema>;

/** Adds a platform with its one key; the only moment in which the secret can be read. Throws `conflict` when it has one. */
export async function issuePlatformKeys(
  ctx: Context,
  input: IssuePlatformKeysInput,
): Promise<KeyPair & { readonly id: number; readonly name: string }> {
  requirePermission(ctx, "inputs.edit");
  const { workspaceId, kind } = parseInput(issuePlatformKeysSchema, input);
  requireWorkspace(ctx, workspaceId);
  const name = INPUT_KINDS.find((known) => known.kind === kind)?.label ?? kind;
  return await prisma().$transaction(async (tx) => {
    // Two admins at once: the second waits here and then finds the first one's platform.
    await tx.$queryRaw`SELECT FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;
    if (await tx.input.findFirst({ where: { workspaceId, kind }, select: { id: true } })) {
      throw new CodedError("conflict", `${name} has its key already.`);
    }
    const made = await insertInput(tx, { workspaceId, kind, name, now: Date.now() });
    const after = { kind, name };
    await writeAudit(tx, ctx, {
      action: "input.create",
      targetType: "input",
      targetId: made.id,
      targetName: name,
      workspaceId,
      after,
    });
    return { ...made, name };
  });
}
