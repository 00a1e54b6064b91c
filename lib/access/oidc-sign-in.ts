import { z } from "zod";
import { prisma } from "../prisma";
import { createMember } from "./create-member";

const profileSchema = z.object({
  iss: z.url(),
  sub: z.string().min(1).max(255),
  email: z.email(),
  email_verified: z.literal(true),
  name: z.string().max(200).optional(),
});

export type OidcSignIn = { readonly memberId: number; readonly sessionVersion: number };

/**
 * Who a verified ID token stands for: a member bound to its issuer and subject; else an open invitation to its
 * verified e-mail, which it uses up and binds for ever. An e-mail alone never links to an existing member.
 * Null: nobody is invited. `now` in epoch ms.
 */
export async function signInWithOidc(claims: unknown, now: number): Promise<OidcSignIn | null> {
  const parsed = profileSchema.safeParse(claims);
  if (!parsed.success) return null;
  const { iss, sub, name } = parsed.data;
  const email = parsed.data.email.toLowerCase();
  return await prisma().$transaction(async (tx) => {
    const bound = await tx.member.findUnique({
      where: { oidcIssuer_oidcSubject: { oidcIssuer: iss, oidcSubject: sub } },
      include: { memberships: { where: { disabledAt: null } } },
    });
    if (bound)
      return bound.memberships.length > 0 ? { memberId: bound.id, sessionVersion: bound.sessionVersion } : null;
    const invite = await tx.oneTimeToken.findFirst({
      where: { kind: "invite", email, usedAt: null, expiresAt: { gt: BigInt(now) } },
      orderBy: { createdAt: "desc" },
    });
    if (!invite?.accountId || !invite.role || (await tx.member.count({ where: { email } })) > 0) return null;
    // Of two simultaneous first sign-ins one uses the invitation up.
    const used = await tx.oneTimeToken.updateMany({
      where: { id: invite.id, usedAt: null },
      data: { usedAt: BigInt(now) },
    });
    if (used.count !== 1) return null;
    const { accountId, role } = invite;
    const named = name?.trim() || email;
    const member = await createMember(tx, { email, name: named, role, accountId, oidcIssuer: iss, oidcSubject: sub });
    return member && { memberId: member.id, sessionVersion: member.sessionVersion };
  });
}
