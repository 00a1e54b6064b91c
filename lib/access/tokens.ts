import { createHash, randomBytes } from "node:crypto";

/** A one-time token for a link, in the clear; only its hash is kept. */
export function newToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(24).toString("base64url");
  return { token, hash: hashToken(token) };
}

/** SHA-256 in hexadecimal: tokens are random, so nothing slower is needed. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
