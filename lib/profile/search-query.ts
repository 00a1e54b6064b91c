import { canonicalIdentity, IDENTITY_TYPES, type IdentityType } from "../batch/identity-names";
import { type Mpid, toMpid } from "../int64";

/** What a searched text may mean. Pure. */
export type SearchQuery = {
  /** Trimmed, as PostgreSQL can hold it. */
  readonly value: string;
  /** What the search is narrowed to; null for any type. */
  readonly type: IdentityType | "mpid" | null;
  /** Types to look in; empty when only an MPID is wanted. */
  readonly types: readonly IdentityType[];
  /** `type:value` written out, such as customer_id:123. */
  readonly named: { readonly type: IdentityType; readonly value: string } | null;
  readonly mpid: Mpid | null;
};

/** Reads the search field; `type` is a canonical identity type, `mpid`, or absent for any. */
export function readSearch(text: string, type?: IdentityType | "mpid"): SearchQuery {
  const value = text
    .replaceAll("\u0000", "\ufffd")
    .replace(/\p{Cs}/gu, "\ufffd")
    .trim();
  const [, name = "", rest = ""] = /^([A-Za-z_][\w-]{1,40}):\s*(\S.*)$/.exec(value) ?? [];
  const wantsMpid = !type || type === "mpid";
  const namedType = type || !rest ? null : canonicalIdentity(name);
  return {
    value,
    type: type ?? null,
    types: type === "mpid" ? [] : type ? [type] : IDENTITY_TYPES,
    named: namedType ? { type: namedType, value: rest } : null,
    mpid: wantsMpid ? (toMpid(value) ?? (name.toLowerCase() === "mpid" ? toMpid(rest) : null)) : null,
  };
}

/** Other ways to write the same value: without wrapping, e-mail and device ids in either case, digits of a phone. */
export function variantsOf(value: string): string[] {
  const bare = value.replace(/^(?:mailto:|tel:)/i, "").replace(/^["'<(\s]+|["'>),;\s]+$/g, "");
  const variants = new Set([bare, bare.toLowerCase(), bare.toUpperCase()]);
  if (/^\+?[\d\s().-]{6,}$/.test(bare)) {
    const digits = bare.replace(/\D/g, "");
    for (const phone of [digits, `+${digits}`]) variants.add(phone);
  }
  if (/^[0-9a-f]{32}$/i.test(bare)) {
    const dashed = bare.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    for (const id of [dashed.toLowerCase(), dashed.toUpperCase()]) variants.add(id);
  }
  variants.delete(value);
  variants.delete("");
  return [...variants];
}

/** Beginnings to look for, the longest first: the value itself, then what is left when its end may be mistyped. */
export function stemsOf(value: string): string[] {
  const at = value.indexOf("@");
  const shorter = at >= 2 ? value.slice(0, at + 1) : value.slice(0, Math.ceil(value.length * 0.7));
  return [...new Set([value, shorter])].filter((stem) => stem.length >= 2);
}

/** The least text above every text that begins so, in the order of COLLATE "C". */
export function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
