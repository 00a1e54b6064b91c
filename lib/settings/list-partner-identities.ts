import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { prisma } from "../prisma";

export type PartnerIdentityView = {
  readonly name: string;
  /** Whose feeds may send it. */
  readonly partner: string;
  /** Epoch ms. */
  readonly createdAt: number;
};

export type PartnerIdentitiesView = {
  /** A to Z. */
  readonly identities: readonly PartnerIdentityView[];
  /** Of the account's partner feeds, A to Z. */
  readonly partners: readonly string[];
};

/** The partner identities that the account's inputs may send. */
export async function listPartnerIdentities(ctx: Context): Promise<PartnerIdentitiesView> {
  requirePermission(ctx, "identity_settings.view");
  const { accountId } = ctx;
  const [rows, feeds] = await Promise.all([
    prisma().partnerIdentity.findMany({ where: { accountId } }),
    prisma().input.findMany({
      where: { workspace: { accountId }, partner: { not: null } },
      select: { partner: true },
      distinct: ["partner"],
    }),
  ]);
  const order = new Intl.Collator("en").compare;
  return {
    identities: rows
      .map(({ name, partner, createdAt }) => ({ name, partner, createdAt: Number(createdAt) }))
      .sort((a, b) => order(a.name, b.name)),
    partners: feeds.flatMap(({ partner }) => partner ?? []).sort(order),
  };
}
