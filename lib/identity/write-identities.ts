import type { Mpid } from "../int64";
import { holds, type Identity, type IdentityRecord, withIdentity } from "./record";
import type { IdentitySettings } from "./settings";

export type IdentityWrite = {
  readonly record: IdentityRecord;
  /** Values that the look-up table gains and loses for this profile. */
  readonly added: readonly Identity[];
  readonly removed: readonly Identity[];
  /** Unique values to be taken from other profiles. */
  readonly taken: readonly { readonly identity: Identity; readonly from: Mpid }[];
  /** Types whose older value left the record for a newer one. */
  readonly replaced: readonly string[];
  /** Types refused because an immutable value would change: this profile's, or the one of who has it. */
  readonly refused: readonly string[];
};

/**
 * Step 5 of the resolution: adds every identifier of the request that the record lacks, by the unique and
 * immutable rules. Pure. https://docs.mparticle.com/guides/idsync/components
 */
export function writeIdentities<One extends Identity>(
  record: IdentityRecord,
  identities: readonly One[],
  otherHolders: (identity: One) => readonly Mpid[],
  settings: IdentitySettings,
  at: number,
): IdentityWrite {
  let next = record;
  const added: Identity[] = [];
  const removed: Identity[] = [];
  const taken: { identity: Identity; from: Mpid }[] = [];
  const replaced: string[] = [];
  const refused: string[] = [];
  for (const identity of identities) {
    const { type } = identity;
    const unique = settings.uniqueTypes.includes(type);
    const immutable = settings.immutableTypes.includes(type);
    const present = holds(next, identity);
    if (immutable && present) continue;
    const others = unique ? otherHolders(identity) : [];
    if (immutable && (next[type]?.length || others.length > 0)) {
      refused.push(type);
      continue;
    }
    if (unique) {
      // Also for a value that is there: the type may have become unique when there were several.
      for (const from of others) taken.push({ identity, from });
      const former = (next[type] ?? []).filter(({ v }) => v !== identity.value);
      for (const { v } of former) removed.push({ type, value: v });
      if (former.length > 0) replaced.push(type);
    }
    next = withIdentity(next, identity, at, unique);
    if (!present) added.push(identity);
  }
  return { record: next, added, removed, taken, replaced, refused };
}
