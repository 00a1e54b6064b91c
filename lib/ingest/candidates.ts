import type { Mpid } from "../int64";
import type { PlannedBatch } from "./plan";
import type { HolderSet } from "./state";

/**
 * Which profiles each batch of a call can touch: those that it names or whose identities it has, and those of every
 * batch of the call that it shares an identity with, since that one may give the shared identity to its profile.
 */
export function candidatesOf(
  batches: readonly PlannedBatch[],
  holders: ReadonlyMap<string, HolderSet>,
): Map<PlannedBatch, ReadonlySet<Mpid>> {
  const groups = new Map<PlannedBatch, Group>();
  const byIdentity = new Map<string, Group>();
  for (const planned of batches) {
    const { recorded } = planned;
    let group: Group = { mpids: new Set(namedBy(planned)) };
    for (const { key } of recorded) {
      const known = byIdentity.get(key);
      if (known) {
        group = united(group, latest(known));
        continue;
      }
      byIdentity.set(key, group);
      for (const mpid of holders.get(key)?.mpids ?? []) group.mpids.add(mpid);
    }
    groups.set(planned, group);
  }
  return new Map(batches.map((planned) => [planned, latest(groups.get(planned) ?? { mpids: new Set() }).mpids]));
}

/** The profiles that a batch or an identity request names. */
export function namedBy({ batch, item: { identity } }: PlannedBatch): Mpid[] {
  const previous = identity && "previousMpid" in identity ? identity.previousMpid : undefined;
  return [batch.mpid, previous].filter((mpid) => mpid !== undefined);
}

/** Profiles of batches that share identities; `into`: the group that took this one in. */
type Group = { readonly mpids: Set<Mpid>; into?: Group };

function latest(group: Group): Group {
  let last = group;
  while (last.into) last = last.into;
  return last;
}

function united(a: Group, b: Group): Group {
  if (a === b) return a;
  const [small, large] = a.mpids.size < b.mpids.size ? [a, b] : [b, a];
  for (const mpid of small.mpids) large.mpids.add(mpid);
  small.into = large;
  return large;
}
