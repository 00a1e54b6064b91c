import { z } from "zod";
import { createMember } from "../access/create-member";
import { hashPassword } from "../access/password";
import { hashToken } from "../access/tokens";
import { CodedError } from "../errors";
import type { Prisma } from "../generated/prisma/client";
import { announceAccess } from "../live/announce-access";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { nameField, passwordField } from "./member-fields";

/** These verbs are for people who are not signed in: the token in the link is what allows them. */

export type OpenLink = { readonly kind: "invite" | "reset"; readonly email: string; readonly accountName: string };

/** What an unused link is for; null when it was used, has expired, or never was. */
export async function readLink(kind: "invite" | "reset", token: string): Promise<OpenLink | null> {
  const found = await prisma().oneTimeToken.findFirst({
    where: { hash: hashToken(token), kind, usedAt: null, expiresAt: { gt: BigInt(Date.now()) } },
    include: { account: true, member: true },
  });
  if (!found) return null;
  return { kind, email: found.email ?? found.member?.email ?? "", accountName: found.account?.name ?? "" };
}

export const acceptInviteSchema = z.object({ token: z.string().max(200), name: nameField, password: passwordField });

/** Uses an invitation up: the member exists from now on. Throws `not_found` for a link that does not work any more. */
export async function acceptInvite(input: z.input<typeof acceptInviteSchema>): Promise<{ readonly email: string }> {
  const { token, name, password } = parseInput(acceptInviteSchema, input);
  const passwordHash = await hashPassword(password);
  return await prisma().$transaction(async (tx) => {
    const { email, role, accountId } = await useUp(tx, "invite", token);
    if (!email || !role || !accountId) throw gone();
    if (!(await createMember(tx, { email, name, passwordHash, role, accountId }))) throw gone();
    return { email };
  });
}

export const resetPasswordSchema = z.object({ token: z.string().max(200), password: passwordField });

/** Sets a new password by a link and ends all sessions of the member. Throws `not_found` as above. */
export async function resetPassword(input: z.input<typeof resetPasswordSchema>): Promise<{ readonly email: string }> {
  const { token, password } = parseInput(resetPasswordSchema, input);
  const passwordHash = await hashPassword(password);
  return await prisma().$transaction(async (tx) => {
    const { memberId } = await useUp(tx, "reset", token);
    if (!memberId) throw gone();
    const member = await tx.member.update({
      where: { id: memberId },
      data: { passwordHash, sessionVersion: { increment: 1 } },
    });
    await announceAccess(tx, memberId);
    return { email: member.email };
  });
}

/** Of two simultaneous uses one wins. */
async function useUp(tx: Prisma.TransactionClient, kind: "invite" | "reset", token: string) {
  const now = BigInt(Date.now());
  const hash = hashToken(token);
  const used = await tx.oneTimeToken.updateMany({
    where: { hash, kind, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  const row = used.count === 1 ? await tx.oneTimeToken.findUnique({ where: { hash } }) : null;
  if (!row) throw gone();
  return row;
}

function gone(): CodedError {
  return new CodedError("not_found", "This link was used already, has expired, or never was valid. Ask for a new one.");
}
