import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { prisma } from "../prisma";

export type MemberView = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly disabled: boolean;
  /** How the member signs in. */
  readonly signIn: "password" | "single_sign_on";
  /** Epoch ms. */
  readonly createdAt: number;
};
export type InviteView = {
  readonly id: number;
  readonly email: string;
  readonly role: string;
  readonly createdAt: number;
  readonly expiresAt: number;
};

/** The members of the account by name, and its open invitations. */
export async function listMembers(
  ctx: Context,
): Promise<{ readonly members: readonly MemberView[]; readonly invites: readonly InviteView[] }> {
  requirePermission(ctx, "members.view");
  const [memberships, invites] = await Promise.all([
    prisma().membership.findMany({
      where: { accountId: ctx.accountId },
      include: { member: true },
      orderBy: { member: { name: "asc" } },
    }),
    prisma().oneTimeToken.findMany({
      where: { accountId: ctx.accountId, kind: "invite", usedAt: null, expiresAt: { gt: BigInt(Date.now()) } },
      orderBy: { createdAt: "desc" },
    }),
  ]);
  return {
    members: memberships.map(({ member, role, disabledAt }) => ({
      id: member.id,
      name: member.name,
      email: member.email,
      role,
      disabled: disabledAt !== null,
      signIn: member.oidcSubject === null ? "password" : "single_sign_on",
      createdAt: Number(member.createdAt),
    })),
    invites: invites.map(({ id, email, role, createdAt, expiresAt }) => ({
      id,
      email: email ?? "",
      role: role ?? "",
      createdAt: Number(createdAt),
      expiresAt: Number(expiresAt),
    })),
  };
}
