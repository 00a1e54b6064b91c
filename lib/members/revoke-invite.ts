import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { CodedError } from "../errors";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";

export const revokeInviteSchema = z.object({ inviteId: z.number().int() });

/** Takes an open invitation back: its link stops working. Throws `not_found` when it was used or is not the account's. */
export async function revokeInvite(ctx: Context, input: z.input<typeof revokeInviteSchema>): Promise<void> {
  requirePermission(ctx, "members.edit");
  const { inviteId } = parseInput(revokeInviteSchema, input);
  await prisma().$transaction(async (tx) => {
    const invite = await tx.oneTimeToken.findFirst({
      where: { id: inviteId, accountId: ctx.accountId, kind: "invite", usedAt: null },
    });
    if (!invite) throw new CodedError("not_found", "There is no such invitation.");
    await tx.oneTimeToken.delete({ where: { id: inviteId } });
    await writeAudit(tx, ctx, {
      action: "member.invite.revoke",
      targetType: "invite",
      targetId: inviteId,
      targetName: invite.email ?? "",
      before: { email: invite.email, role: invite.role },
    });
  });
}
