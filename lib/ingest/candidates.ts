import type { Mpid } from "../int64";
import type { PlannedBatch } from "./plan";

export type Groups = {
  /** The group of each batch; numbers from 0. */
  readonly ofBatch: ReadonlyMap<PlannedBatch, number>;
  /** The group of the batches that have the identity, by its key. */
  readonly ofIdentity: ReadonlyMap<string, number>;
};

/**
 * Which batches of a call can touch the same profiles: those that share an identity, directly or by way of others, since
 * one may give the shared identity to its profile. A group's candidates are the holders of all its identities and the
 * profiles that its batches name.
 */
export function groupsOf(batches: readonly PlannedBatch[]): Groups {
  const byBatch = new Map<PlannedBatch, Group>();
  const byIdentity = new Map<string, Group>();
  for (const planned of batches) {
    let group: Group = {};
    for (const { key } of planned.recorded) {
      const known = byIdentity.get(key);
      if (known) group = united(group, latest(known));
      else byIdentity.set(key, group);
    }
    byBatch.set(planned, group);
  }
  const numbers = new Map<Group, number>();
  const numberOf = (group: Group) => {
    const last = latest(group);
    const number = numbers.get(last) ?? numbers.size;
    numbers.set(last, number);
    return number;
  };
  return {
    ofBatch: new Map([...byBatch].map(([planned, group]) => [planned, numberOf(group)])),
    ofIdentity: new Map([...byIdentity].map(([key, group]) => [key, numberOf(group)])),
  };
}

/** The profiles that a batch or an identity request names. */
export function namedBy({ batch, item: { identity } }: PlannedBatch): Mpid[] {
  const previous = identity && "previousMpid" in identity ? identity.previousMpid : undefined;
  return [batch.mpid, previous].filter((mpid) => mpid !== undefined);
}

/** Batches that share identities; `into`: the group that took this one in. */
type Group = { into?: Group };

function latest(group: Group): Group {
  let last = group;
  while (last.into) last = last.into;
  return last;
}

function united(a: Group, b: Group): Group {
  if (a !== b) a.into = b;
  return b;
}
