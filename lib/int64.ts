/** A signed 64-bit integer in decimal, exact; never a JS number. */
export type Int64 = string & { readonly __int64: true };
/** An mParticle ID: a signed 64-bit integer, never 0. https://docs.mparticle.com/guides/idsync/introduction */
export type Mpid = Int64;

const DECIMAL = /^-?(?:0|[1-9]\d{0,18})$/;
const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;

/** Parses a decimal string, bigint or safe integer; null when it is no signed 64-bit integer. */
export function toInt64(value: unknown): Int64 | null {
  if (typeof value === "bigint") return value >= MIN && value <= MAX ? (value.toString() as Int64) : null;
  if (typeof value === "number") return Number.isSafeInteger(value) ? (String(value === 0 ? 0 : value) as Int64) : null;
  if (typeof value !== "string" || !DECIMAL.test(value) || value === "-0") return null;
  const n = BigInt(value);
  return n >= MIN && n <= MAX ? (value as Int64) : null;
}

/** Like toInt64, and null for 0: the browser SDK takes a falsy MPID for "no user". */
export function toMpid(value: unknown): Mpid | null {
  const id = toInt64(value);
  return id === "0" ? null : id;
}
