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
  /** Types whose older value left the record because the type is unique. */
  readonly replaced: readonly string[];
  /** Types refused because the record's value is immutable. */
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
    const unique = settings.uniqueTypes.includes(identity.type);
    const present = holds(next, identity);
    if (!present && settings.immutableTypes.includes(identity.type) && next[identity.type]?.length) {
      refused.push(identity.type);
      continue;
    }
    if (unique) {
      // Also for a value that is there already: its type may have become unique while others held it, or other values.
      for (const from of otherHolders(identity)) taken.push({ identity, from });
      const others = (next[identity.type] ?? []).filter((entry) => entry.v !== identity.value);
      for (const entry of others) removed.push({ type: identity.type, value: entry.v });
      if (others.length > 0) replaced.push(identity.type);
    }
    next = withIdentity(next, identity, at, unique);
    if (!present) added.push(identity);
  }
  return { record: next, added, removed, taken, replaced, refused };
}
