/**
 * The identity record of a profile: every identifier that can look it up, with times.
 * Latest value of a type first. Shape as stored in `profile.identities`.
 */
export type IdentityEntry = {
  /** The value, exactly as received. */
  readonly v: string;
  /** First seen, epoch ms. */
  readonly f: number;
  /** Last made the current value of its type, epoch ms. */
  readonly u: number;
};
export type IdentityRecord = Readonly<Record<string, readonly IdentityEntry[]>>;

export type Identity = { readonly type: string; readonly value: string };

export function holds(record: IdentityRecord, identity: Identity): boolean {
  return record[identity.type]?.some((entry) => entry.v === identity.value) ?? false;
}

/**
 * The record with the value as the current one of its type. With `only` the type's other values leave
 * (unique types hold one value). Returns the same object when nothing changes.
 */
export function withIdentity(record: IdentityRecord, identity: Identity, at: number, only: boolean): IdentityRecord {
  const entries = record[identity.type] ?? [];
  const known = entries.find((entry) => entry.v === identity.value);
  if (known && entries[0] === known && !(only && entries.length > 1)) return record;
  const others = only ? [] : entries.filter((entry) => entry !== known);
  return { ...record, [identity.type]: [{ v: identity.value, f: known?.f ?? at, u: at }, ...others] };
}

/** The record without the value; the type's key leaves with its last value. */
export function withoutIdentity(record: IdentityRecord, identity: Identity): IdentityRecord {
  if (!holds(record, identity)) return record;
  const { [identity.type]: entries = [], ...rest } = record;
  const left = entries.filter((entry) => entry.v !== identity.value);
  return left.length > 0 ? { ...rest, [identity.type]: left } : rest;
}

/** True when a look-up could still find the profile. https://docs.mparticle.com/guides/idsync/ (orphaned profiles) */
export function isOrphaned(record: IdentityRecord, lookupTypes: readonly string[]): boolean {
  return !lookupTypes.some((type) => (record[type]?.length ?? 0) > 0);
}

/** True when the record holds a login value: the profile is "known", else "anonymous". */
export function isKnown(record: IdentityRecord, loginTypes: readonly string[]): boolean {
  return loginTypes.some((type) => (record[type]?.length ?? 0) > 0);
}
