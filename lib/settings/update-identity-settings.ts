import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { CodedError } from "../errors";
import { identityProblemSentence } from "../explain/identity-problems";
import { checkIdentitySettings, type IdentitySettings } from "../identity/settings";
import { bumpRules } from "../inputs/bump-rules";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { identitySettingsSchema, plainSettings } from "./identity-settings";
import { markUniqueIdentities } from "./mark-unique-identities";
import { changeReason } from "./names";
import { lockOwnScope } from "./own-scope";

/** Millions of values may change their mark; nobody else waits for that but who moves one of them. Milliseconds. */
const TIMEOUT_MS = 300_000;

export const updateIdentitySettingsSchema = z.object({
  scopeId: z.number().int(),
  settings: identitySettingsSchema,
  /** The settings that the change was made from: what somebody else saved meanwhile must not be lost unseen. */
  expected: identitySettingsSchema,
  reason: changeReason.optional(),
});
export type UpdateIdentitySettingsInput = z.input<typeof updateIdentitySettingsSchema>;

/**
 * By which rules the people of a scope are recognised, from the next request received on; nothing is replayed, no
 * profile changes. Audited with before, after and reason. Throws `not_found`, `invalid_input` for settings that make no
 * sense or without a reason, `conflict` when somebody else was faster.
 */
export async function updateIdentitySettings(
  ctx: Context,
  input: UpdateIdentitySettingsInput,
): Promise<IdentitySettings> {
  requirePermission(ctx, "identity_settings.edit");
  const { scopeId, expected, reason, ...asked } = parseInput(updateIdentitySettingsSchema, input);
  const settings = plainSettings(asked.settings);
  return await prisma().$transaction(
    async (tx) => {
      const scope = await lockOwnScope(tx, ctx, scopeId);
      requireUsable(settings, reason);
      const before = plainSettings(scope);
      if (!isDeepStrictEqual(before, plainSettings(expected))) {
        throw new CodedError("conflict", "Somebody changed these settings meanwhile. Look at them before you save.");
      }
      if (isDeepStrictEqual(before, settings)) return settings;
      await tx.$executeRawUnsafe(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
      await markUniqueIdentities(tx, scopeId, {
        ceased: before.uniqueTypes.filter((type) => !settings.uniqueTypes.includes(type)),
        become: settings.uniqueTypes.filter((type) => !before.uniqueTypes.includes(type)),
      });
      await tx.identityScope.update({ where: { id: scopeId }, data: settings });
      await bumpRules(tx, { scopeId });
      await writeAudit(tx, ctx, {
        action: "identity.settings.update",
        targetType: "identity_scope",
        targetId: scopeId,
        targetName: scope.name,
        before,
        after: settings,
        reason,
      });
      return settings;
    },
    { timeout: TIMEOUT_MS },
  );
}

function requireUsable(settings: IdentitySettings, reason: string | undefined): void {
  const [problem] = checkIdentitySettings(settings);
  if (problem) throw new CodedError("invalid_input", identityProblemSentence(problem), { field: problem.field });
  if (!reason) throw new CodedError("invalid_input", "Say why: the reason stands in the history.", { field: "reason" });
}
