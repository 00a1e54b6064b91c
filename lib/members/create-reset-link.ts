import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { newToken } from "../access/tokens";
import { env } from "../env";
import { CodedError } from "../errors";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";

const VALID_MS = 86_400_000;

export const resetLinkSchema = z.object({ memberId: z.number().int() });

/**
 * A link by which a member sets a new password: works once, for a day, shown once. Older ones stop working.
 * Throws `conflict` for somebody who signs in elsewhere, or is a member of another account, too.
 */
export async function createResetLink(
  ctx: Context,
  input: z.input<typeof resetLinkSchema>,
): Promise<{ readonly link: string }> {
  requirePermission(ctx, "members.edit");
  const { memberId } = parseInput(resetLinkSchema, input);
  const { token, hash } = newToken();
  const now = Date.now();
  await prisma().$transaction(async (tx) => {
    const membership = await tx.membership.findUnique({
      where: { memberId_accountId: { memberId, accountId: ctx.accountId } },
      include: { member: { include: { memberships: true } } },
    });
    if (!membership) throw new CodedError("not_found", "There is no such member.");
    if (membership.member.oidcSubject !== null) {
      throw new CodedError("conflict", "This member signs in by single sign-on and has no password here.");
    }
    // Who resets a password can sign in with it: it must open nothing but this account.
    if (membership.member.memberships.some(({ accountId }) => accountId !== ctx.accountId)) {
      throw new CodedError("conflict", "This member belongs to another account, too, and changes the password alone.");
    }
    await tx.oneTimeToken.deleteMany({ where: { kind: "reset", memberId, usedAt: null } });
    await tx.oneTimeToken.create({
      data: {
        hash,
        kind: "reset",
        accountId: ctx.accountId,
        memberId,
        createdBy: ctx.member.id,
        createdAt: BigInt(now),
        expiresAt: BigInt(now + VALID_MS),
      },
    });
    await writeAudit(tx, ctx, {
      action: "member.reset_link",
      targetType: "member",
      targetId: memberId,
      targetName: membership.member.name,
      after: { expiresAt: now + VALID_MS },
    });
  });
  return { link: `${env().PUBLIC_URL}/reset/${token}` };
}
