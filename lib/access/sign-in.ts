import { z } from "zod";
import { query } from "../db";
import { hashPassword, verifyPassword } from "./password";
import { countFailure, forgetFailures, waitBeforeSignIn } from "./sign-in-throttle";

export type SignInResult =
  | { readonly ok: true; readonly memberId: number; readonly sessionVersion: number }
  | { readonly ok: false; readonly reason: "wrong" }
  | { readonly ok: false; readonly reason: "wait"; readonly waitMs: number };

const inputSchema = z.object({ email: z.string().trim().min(1).max(320), password: z.string().min(1).max(1024) });

/** Verified when there is no such member, so that both answers take the same time. */
let decoy: Promise<string> | undefined;

/**
 * Signs in by e-mail and password. The same answer in the same time for an unknown e-mail and a wrong password.
 * `now` in epoch ms; `address` is the client's.
 */
export async function signInWithPassword(input: unknown, address: string, now: number): Promise<SignInResult> {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "wrong" };
  const { email, password } = parsed.data;
  const waitMs = await waitBeforeSignIn(email, address, now);
  if (waitMs > 0) return { ok: false, reason: "wait", waitMs };
  decoy ??= hashPassword("nobody's password");
  const [member] = await query<{ id: number; password_hash: string | null; session_version: number }>(
    `SELECT m.id, m.password_hash, m.session_version FROM member m
     WHERE m.email = $1 AND EXISTS (SELECT FROM membership s WHERE s.member_id = m.id AND s.disabled_at IS NULL)`,
    [email.toLowerCase()],
  );
  const matches = await verifyPassword(member?.password_hash ?? (await decoy), password);
  if (!member?.password_hash || !matches) {
    await countFailure(email, address, now);
    return { ok: false, reason: "wrong" };
  }
  await forgetFailures(email, address);
  return { ok: true, memberId: member.id, sessionVersion: member.session_version };
}
