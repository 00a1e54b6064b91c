import { createHash } from "node:crypto";
import { parse } from "hono/utils/cookie";
import { decode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "../env";
import { deriveKey } from "./keys";

/** Sessions end after this long, whatever happens, seconds. */
export const SESSION_SECONDS = 12 * 3600;

/** What a session's token says: who, and the version of their sessions. Everything else is read at each request. */
export type Session = { readonly memberId: number; readonly sessionVersion: number };

const sessionSchema = z.object({ sub: z.string().regex(/^\d{1,10}$/), sv: z.number().int() });

export const sessionSecret = () => deriveKey("session").toString("hex");

export const isSecure = () => env().PUBLIC_URL.startsWith("https:");

/**
 * A cookie's name with the instance in it: cookies ignore ports, so two copies on one machine would sign each other
 * out. The instance is the one of APP_SECRET.
 */
export function cookieName(purpose: string): string {
  const instance = createHash("sha256").update(deriveKey("session")).digest("hex").slice(0, 8);
  return `${isSecure() ? "__Secure-" : ""}uav-${instance}.${purpose}`;
}

/** The session of a Cookie header; null when there is none, or it expired, or it was not made here. */
export async function readSession(cookieHeader: string | null | undefined): Promise<Session | null> {
  const name = cookieName("session");
  const token = cookieHeader ? parse(cookieHeader, name)[name] : undefined;
  if (!token) return null;
  const payload = await decode({ token, secret: sessionSecret() }).catch(() => null);
  const session = sessionSchema.safeParse(payload);
  return session.success ? { memberId: Number(session.data.sub), sessionVersion: session.data.sv } : null;
}
