import { createHmac, timingSafeEqual } from "node:crypto";

/** How far a signed request's clock may be off, either way, ms. Ours. */
export const CLOCK_TOLERANCE_MS = 15 * 60_000;

/** What a signature is over: the parts exactly as they were sent. */
export type Signed = {
  readonly method: string;
  /** The Date header. */
  readonly date: string;
  /** Path with its query. */
  readonly path: string;
  readonly body: Uint8Array;
};

/**
 * Whether `signature` is the lower-case hex HMAC-SHA256 of method, date, path and body under the secret. Takes the
 * same time wherever two signatures differ. https://docs.mparticle.com/developers/apis/idsync/http
 */
export function isSignedBy(secret: Uint8Array, { method, date, path, body }: Signed, signature: string): boolean {
  const expected = createHmac("sha256", secret).update(`${method}\n${date}\n${path}`).update(body).digest("hex");
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected));
}

const ISO = /^(\d{4})-?(\d{2})-?(\d{2})T(\d{2}):?(\d{2}):?(\d{2})(?:\.\d{1,9})?Z$/;

/** Epoch ms of an ISO 8601 time in UTC, with or without its separators (20170712T224127Z); null for anything else. */
export function parseSignatureDate(text: string): number | null {
  const [, ...parts] = ISO.exec(text) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  if (second === undefined) return null;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? null : ms;
}
