import type { Context } from "../access/context";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { prisma } from "../prisma";

export type PurposeView = {
  readonly purpose: string;
  /** Epoch ms. */
  readonly createdAt: number;
};

export type PrivacyView = {
  readonly workspaceId: number;
  readonly gdprEnabled: boolean;
  readonly ccpaEnabled: boolean;
  /** GDPR purposes, A to Z. CCPA knows one, which comes with it. */
  readonly purposes: readonly PurposeView[];
};

/** The regulations that a workspace goes by. https://docs.mparticle.com/guides/privacy/data-privacy-controls */
export async function getPrivacy(
  ctx: Context,
  { workspaceId }: { readonly workspaceId: number },
): Promise<PrivacyView> {
  requirePermission(ctx, "privacy.view");
  requireWorkspace(ctx, workspaceId);
  const row = await prisma().workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    include: { gdprPurposes: true },
  });
  return {
    workspaceId,
    gdprEnabled: row.gdprEnabled,
    ccpaEnabled: row.ccpaEnabled,
    purposes: row.gdprPurposes
      .map(({ purpose, createdAt }) => ({ purpose, createdAt: Number(createdAt) }))
      .sort((a, b) => a.purpose.localeCompare(b.purpose, "en")),
  };
}
