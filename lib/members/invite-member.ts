import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { newToken } from "../access/tokens";
import { env } from "../env";
import { CodedError } from "../errors";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { emailField, roleField } from "./member-fields";
import { lockMembers } from "./one-admin";

/** https://docs.mparticle.com/guides/default-service-limits */
const MAX_MEMBERS = 200;
const VALID_MS = 7 * 86_400_000;

export const inviteMemberSchema = z.object({ email: emailField, role: roleField });
export type InviteInput = z.input<typeof inviteMemberSchema>;

/**
 * Invites somebody by a link that works once, for seven days; it is shown once, since there is no mail server. An
 * older open invitation to the same e-mail stops working. Throws `conflict` for somebody who is a member already.
 */
export async function inviteMember(ctx: Context, input: InviteInput): Promise<{ readonly link: string }> {
  requirePermission(ctx, "members.edit");
  const { email, role } = parseInput(inviteMemberSchema, input);
  const { token, hash } = newToken();
  const now = Date.now();
  await prisma().$transaction(async (tx) => {
    await lockMembers(tx, ctx.accountId);
    if ((await tx.member.count({ where: { email } })) > 0) {
      throw new CodedError("conflict", "Somebody with this email is a member already.", { field: "email" });
    }
    if ((await tx.membership.count({ where: { accountId: ctx.accountId } })) >= MAX_MEMBERS) {
      throw new CodedError("conflict", `An account has at most ${MAX_MEMBERS} members.`);
    }
    await tx.oneTimeToken.deleteMany({ where: { accountId: ctx.accountId, kind: "invite", email, usedAt: null } });
    const invite = await tx.oneTimeToken.create({
      data: {
        hash,
        kind: "invite",
        accountId: ctx.accountId,
        email,
        role,
        createdBy: ctx.member.id,
        createdAt: BigInt(now),
        expiresAt: BigInt(now + VALID_MS),
      },
    });
    await writeAudit(tx, ctx, {
      action: "member.invite",
      targetType: "invite",
      targetId: invite.id,
      targetName: email,
      after: { email, role },
    });
  });
  return { link: `${env().PUBLIC_URL}/invite/${token}` };
}
