import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { encryptSecret } from "../access/keys";
import { requirePermission } from "../access/require-permission";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { bumpRules } from "./bump-rules";
import { type KeyPair, newKeyPair } from "./insert-input";
import { lockOwnInput } from "./own-input";

export const rotateKeySchema = z.object({ inputId: z.number().int() });

/**
 * A new key and secret; the old ones stop working with the next request, on every running copy. The only moment in
 * which the secret can be read. Throws `not_found`.
 */
export async function rotateKey(ctx: Context, input: z.input<typeof rotateKeySchema>): Promise<KeyPair> {
  requirePermission(ctx, "inputs.edit");
  const { inputId } = parseInput(rotateKeySchema, input);
  const pair = newKeyPair();
  await prisma().$transaction(async (tx) => {
    const row = await lockOwnInput(tx, ctx, inputId);
    await tx.input.update({
      where: { id: inputId },
      data: { key: pair.key, secretEncrypted: encryptSecret(pair.secret) },
    });
    await bumpRules(tx, { inputId });
    await writeAudit(tx, ctx, {
      action: "input.key.rotate",
      targetType: "input",
      targetId: inputId,
      targetName: row.name,
      workspaceId: row.workspaceId,
      before: { key: row.key },
      after: { key: pair.key },
    });
  });
  return pair;
}
