import { createHmac } from "node:crypto";
import { query } from "../db";
import { deriveKey } from "./keys";

/**
 * How sign-in slows down: the first failures are free, then waits double up to a limit. The limit of an e-mail alone
 * is short, so that strangers can't keep its owner out; that of an address and a pair grows long. Ours.
 */
const FREE_FAILURES = 3;
const LONGEST_MS = { email: 4_000, address: 60_000, pair: 300_000 } as const;
/** Failures are forgotten after an hour without another. */
const FORGET_MS = 3_600_000;

type Kind = keyof typeof LONGEST_MS;

/** Keys are hashes: the table holds no e-mail and no address. */
function keysOf(email: string, address: string): Record<Kind, string> {
  const keyOf = (kind: Kind, text: string) =>
    `${kind}:${createHmac("sha256", deriveKey("throttle")).update(text).digest("base64url")}`;
  const folded = email.toLowerCase();
  return {
    email: keyOf("email", folded),
    address: keyOf("address", address),
    pair: keyOf("pair", `${folded}\n${address}`),
  };
}

/** Milliseconds until this e-mail may be tried again from this address; 0: now. */
export async function waitBeforeSignIn(email: string, address: string, now: number): Promise<number> {
  const rows = await query<{ allowed_at: number }>(
    "SELECT max(allowed_at)::float8 AS allowed_at FROM sign_in_throttle WHERE key = ANY($1)",
    [Object.values(keysOf(email, address))],
  );
  return Math.max(0, (rows[0]?.allowed_at ?? 0) - now);
}

/** Counts a failure against e-mail, address and pair: one statement, safe under simultaneous attempts. */
export async function countFailure(email: string, address: string, now: number): Promise<void> {
  const keys = keysOf(email, address);
  const kinds: Kind[] = ["address", "email", "pair"];
  await query(
    `INSERT INTO sign_in_throttle AS t (key, failures, last_failure_at, allowed_at)
     SELECT k.key, 1, $3, $3 FROM unnest($1::text[], $2::bigint[]) AS k (key, longest) ORDER BY k.key
     ON CONFLICT (key) DO UPDATE SET
       failures = CASE WHEN t.last_failure_at < $3 - ${FORGET_MS} THEN 1 ELSE least(t.failures + 1, 60) END,
       last_failure_at = $3,
       allowed_at = CASE
         WHEN t.last_failure_at < $3 - ${FORGET_MS} OR t.failures < ${FREE_FAILURES} THEN $3
         ELSE $3 + least(1000 * 2 ^ least(t.failures - ${FREE_FAILURES}, 20),
                         (SELECT l.longest FROM unnest($1::text[], $2::bigint[]) AS l (key, longest) WHERE l.key = t.key))::bigint
       END`,
    [kinds.map((kind) => keys[kind]), kinds.map((kind) => LONGEST_MS[kind]), now],
  );
}

/** A success forgets the failures of the e-mail and the pair, not those of the address. */
export async function forgetFailures(email: string, address: string): Promise<void> {
  const keys = keysOf(email, address);
  await query("DELETE FROM sign_in_throttle WHERE key = ANY($1)", [[keys.email, keys.pair]]);
}
