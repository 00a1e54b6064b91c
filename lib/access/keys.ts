import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "../env";

/** What a derived key is for; two purposes never share one. */
export type KeyPurpose = "session" | "token" | "input-secret" | "throttle";

const keys = new Map<string, Buffer>();

/** 32 bytes derived from APP_SECRET for one purpose (HKDF, RFC 5869). */
export function deriveKey(purpose: KeyPurpose): Buffer {
  const secret = env().APP_SECRET;
  const name = `${purpose}:${secret}`;
  const known = keys.get(name);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
  keys.set(name, key);
  return key;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under the key of input secrets: base64url of nonce, tag and text. */
export function encryptSecret(secret: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", deriveKey("input-secret"), nonce);
  const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url");
}

/** The text of `encryptSecret`. Throws when it was changed or made under another APP_SECRET. */
export function decryptSecret(encrypted: string): string {
  const bytes = Buffer.from(encrypted, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", deriveKey("input-secret"), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}
