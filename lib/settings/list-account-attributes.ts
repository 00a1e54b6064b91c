import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { query } from "../db";

export type AccountAttributeView = {
  readonly key: string;
  readonly description: string;
  /** Epoch ms. */
  readonly createdAt: number;
};

/** The keys that the account declares account-level, A to Z. Without Prisma: profile pages ask, too. */
export async function listAccountAttributes(ctx: Context): Promise<AccountAttributeView[]> {
  requirePermission(ctx, "identity_settings.view");
  const rows = await query<{ key: string; description: string; created_at: number }>(
    "SELECT key, description, created_at::float8 AS created_at FROM account_attribute WHERE account_id = $1",
    [ctx.accountId],
    "account-attributes",
  );
  const order = new Intl.Collator("en").compare;
  return rows
    .map(({ key, description, created_at: createdAt }) => ({ key, description, createdAt }))
    .sort((a, b) => order(a.key, b.key));
}
