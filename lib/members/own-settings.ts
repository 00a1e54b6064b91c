import { z } from "zod";
import type { Context } from "../access/context";
import { hashPassword, verifyPassword } from "../access/password";
import { countFailure, forgetFailures, waitBeforeSignIn } from "../access/sign-in-throttle";
import { CodedError } from "../errors";
import { announceAccess } from "../live/announce-access";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { nameField, passwordField } from "./member-fields";

/** What every member may change about themselves; no permission but being signed in. */

export const preferencesSchema = z.object({
  name: nameField.optional(),
  theme: z.enum(["system", "light", "dark"]).optional(),
  timeZone: z.enum(["browser", "utc", "workspace"]).optional(),
});
export type PreferencesInput = z.input<typeof preferencesSchema>;

/** Saves the member's own name, theme and time zone, as far as given. */
export async function savePreferences(ctx: Context, input: PreferencesInput): Promise<void> {
  const preferences = parseInput(preferencesSchema, input);
  await prisma().member.update({ where: { id: ctx.member.id }, data: preferences });
}

export const changePasswordSchema = z.object({ current: z.string().min(1).max(1024), next: passwordField });

/**
 * Changes the member's own password and ends all their sessions, this one too. Wrong guesses slow down as at
 * sign-in. Throws `invalid_input` for a wrong current password, `conflict` for single sign-on.
 */
export async function changePassword(ctx: Context, input: z.input<typeof changePasswordSchema>): Promise<void> {
  const { current, next } = parseInput(changePasswordSchema, input);
  const { id, email } = ctx.member;
  // In place of an address: the guesses of one member slow down nobody else.
  const place = `own-settings:${id}`;
  const waitMs = await waitBeforeSignIn(email, place, Date.now());
  if (waitMs > 0) {
    throw new CodedError("rate_limited", `Too many attempts. Try again in ${Math.ceil(waitMs / 1000)} s.`);
  }
  const member = await prisma().member.findUniqueOrThrow({ where: { id } });
  if (!member.passwordHash)
    throw new CodedError("conflict", "You sign in by single sign-on and have no password here.");
  if (!(await verifyPassword(member.passwordHash, current))) {
    await countFailure(email, place, Date.now());
    throw new CodedError("invalid_input", "The current password is wrong.", { field: "current" });
  }
  await forgetFailures(email, place);
  const passwordHash = await hashPassword(next);
  await prisma().$transaction(async (tx) => {
    await tx.member.update({ where: { id }, data: { passwordHash, sessionVersion: { increment: 1 } } });
    await announceAccess(tx, id);
  });
}

/** How the member signs in themself. */
export async function ownSignIn(ctx: Context): Promise<"password" | "single_sign_on"> {
  const member = await prisma().member.findUniqueOrThrow({ where: { id: ctx.member.id } });
  return member.passwordHash === null ? "single_sign_on" : "password";
}
