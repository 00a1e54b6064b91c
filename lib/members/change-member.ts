import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { CodedError } from "../errors";
import { announceAccess } from "../live/announce-access";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { roleField } from "./member-fields";
import { lockMembers, requireOneAdmin } from "./one-admin";

export const changeMemberSchema = z.object({
  memberId: z.number().int(),
  role: roleField.optional(),
  disabled: z.boolean().optional(),
});
export type ChangeMemberInput = z.input<typeof changeMemberSchema>;

/**
 * Changes a member's role, or disables or enables them; counts for their next request and ends their open streams.
 * Being disabled ends all sessions for good: enabling brings none back.
 * Throws `conflict` when the account would be left without an Admin.
 */
export async function changeMember(ctx: Context, input: ChangeMemberInput): Promise<void> {
  requirePermission(ctx, "members.edit");
  const { memberId, role, disabled } = parseInput(changeMemberSchema, input);
  const key = { memberId_accountId: { memberId, accountId: ctx.accountId } };
  await prisma().$transaction(async (tx) => {
    await lockMembers(tx, ctx.accountId);
    const before = await tx.membership.findUnique({ where: key, include: { member: true } });
    if (!before) throw new CodedError("not_found", "There is no such member.");
    const wasDisabled = before.disabledAt !== null;
    const after = { role: role ?? before.role, disabled: disabled ?? wasDisabled };
    await tx.membership.update({
      where: key,
      data: { role: after.role, disabledAt: after.disabled ? (before.disabledAt ?? BigInt(Date.now())) : null },
    });
    if (after.disabled && !wasDisabled) {
      await tx.member.update({ where: { id: memberId }, data: { sessionVersion: { increment: 1 } } });
    }
    await requireOneAdmin(tx, ctx.accountId);
    await writeAudit(tx, ctx, {
      action: "member.update",
      targetType: "member",
      targetId: memberId,
      targetName: before.member.name,
      before: { role: before.role, disabled: wasDisabled },
      after,
    });
    await announceAccess(tx, memberId);
  });
}
