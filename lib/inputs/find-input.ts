import { timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";
import { decryptSecret } from "../access/keys";
import { query } from "../db";
import { RULES_SQL, type Rules, type RulesRow, rulesFrom } from "./rules";

/** A known key: whose it is, what is in force, and the means to check the secret. */
export type Credential = {
  readonly key: string;
  readonly rules: Rules;
  /** Whether the key alone is enough (browser SDK). */
  readonly allowKeyOnly: boolean;
  readonly allowedOrigins: readonly string[];
  readonly secret: Buffer;
};

const cache = new LRUCache<string, Credential>({ max: 10_000 });

/**
 * The input of a key, kept in this process: `ingest` finds out when it is out of date. Disabled inputs are found
 * too (`rules.enabled`), but read again each time: nothing of them reaches `ingest`. Null for a key that nobody has.
 */
export async function findInput(key: string): Promise<Credential | null> {
  const known = cache.get(key);
  if (known?.rules.enabled) return known;
  return await refreshInput(key);
}

/** Reads the input of a key again; for the moment when `ingest` says that the kept rules are out of date. */
export async function refreshInput(key: string): Promise<Credential | null> {
  const [row] = await query<
    RulesRow & { secret_encrypted: string; allow_key_only: boolean; allowed_origins: string[] }
  >(
    `SELECT i.secret_encrypted, i.allow_key_only, i.allowed_origins, ${RULES_SQL} WHERE i.key = $1`,
    [key],
    "find-input",
  );
  if (!row) {
    cache.delete(key);
    return null;
  }
  const credential: Credential = {
    key,
    rules: rulesFrom(row),
    allowKeyOnly: row.allow_key_only,
    allowedOrigins: row.allowed_origins,
    secret: Buffer.from(decryptSecret(row.secret_encrypted)),
  };
  cache.set(key, credential);
  return credential;
}

/** Compares in a time that tells nothing of where two secrets differ. */
export function secretMatches(credential: Credential, secret: string): boolean {
  const given = Buffer.from(secret);
  return given.length === credential.secret.length && timingSafeEqual(given, credential.secret);
}
