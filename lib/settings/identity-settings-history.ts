import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import type { IdentitySettings } from "../identity/settings";
import { prisma } from "../prisma";
import { identitySettingsSchema, plainSettings } from "./identity-settings";
import { ownScope } from "./own-scope";

export type IdentitySettingsChange = {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: string;
  readonly before: IdentitySettings;
  readonly after: IdentitySettings;
  readonly reason: string | null;
};

/** Shown at most. */
const LIMIT = 50;

/**
 * Who changed the identity settings of a scope, when and why, newest first; changes made by another account that shares
 * the scope, too. Throws `not_found`.
 */
export async function identitySettingsHistory(
  ctx: Context,
  { scopeId }: { readonly scopeId: number },
): Promise<IdentitySettingsChange[]> {
  requirePermission(ctx, "identity_settings.view");
  await ownScope(prisma(), ctx, scopeId);
  const rows = await prisma().auditLog.findMany({
    where: { targetType: "identity_scope", targetId: String(scopeId), action: "identity.settings.update" },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: LIMIT,
  });
  return rows.flatMap((row) => {
    const before = identitySettingsSchema.safeParse(row.before);
    const after = identitySettingsSchema.safeParse(row.after);
    if (!before.success || !after.success) return [];
    return {
      id: String(row.id),
      at: Number(row.at),
      actor: row.actor,
      before: plainSettings(before.data),
      after: plainSettings(after.data),
      reason: row.reason,
    };
  });
}
