import { hash } from "node:crypto";
import type { Mpid } from "../int64";
import type { Identity } from "./record";

/**
 * Advisory transaction locks that every verb takes which changes identities, always in this order:
 * first the identity values, then the people, each sorted. In statements of their own: a read in the same
 * statement would see the snapshot from before the wait.
 */
export const LOCK_SQL = "SELECT count(pg_advisory_xact_lock(key)) FROM unnest($1::bigint[]) AS key";

export type ScopedIdentity = Identity & { readonly scopeId: number; readonly environment: string };

/** An identity with its key: made once for each of a batch, since maps are asked for it many times. */
export type KeyedIdentity = Identity & { readonly key: string };

/** A text key of an identity within its scope and environment; for maps. */
export function identityKey({ scopeId, environment, type, value }: ScopedIdentity): string {
  return `${scopeId}\u0000${environment}\u0000${type}\u0000${value}`;
}

/** Lock keys of the values, sorted and without repeats: 64 bits of a hash. */
export function identityLockKeys(keys: Iterable<string>): bigint[] {
  return sorted([...keys].map((key) => hash("sha1", key, "buffer").readBigInt64BE(0)));
}

/** Lock keys of the people, sorted and without repeats. */
export function personLockKeys(mpids: Iterable<Mpid>): bigint[] {
  return sorted([...mpids].map((mpid) => BigInt(mpid)));
}

function sorted(keys: bigint[]): bigint[] {
  return [...BigInt64Array.from(new Set(keys)).sort()];
}
