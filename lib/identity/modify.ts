import type { Mpid } from "../int64";
import { holds, type Identity, type IdentityRecord, withIdentity, withoutIdentity } from "./record";
import type { IdentitySettings } from "./settings";
import type { IdentityWrite } from "./write-identities";

/** One entry of `identity_changes`: without an old value it adds, without a new one it removes. */
export type IdentityChange = {
  readonly type: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
};

/**
 * What a modify request does to a record: pure, change by change. An old value that the record lacks is passed
 * over (ours), a unique type's value gives way to the new one, and a unique value is taken from whoever has it. When
 * one change would touch an immutable value, `refused` names its type and nothing is changed at all.
 * https://docs.mparticle.com/developers/apis/idsync/http
 */
export function decideModify(
  record: IdentityRecord,
  changes: readonly IdentityChange[],
  settings: IdentitySettings,
  otherHolders: (identity: Identity) => readonly Mpid[],
  at: number,
): IdentityWrite {
  let next = record;
  const refused = new Set<string>();
  for (const change of changes) {
    const after = changed(next, change, settings, at);
    if (after !== next && settings.immutableTypes.includes(change.type)) {
      const isSet = (next[change.type]?.length ?? 0) > 0;
      const isElsewhere = change.newValue !== null && otherHolders({ ...change, value: change.newValue }).length > 0;
      if (isSet || isElsewhere) refused.add(change.type);
    }
    next = after;
  }
  if (refused.size > 0) return { record, added: [], removed: [], taken: [], replaced: [], refused: [...refused] };
  const added = valuesMissing(next, record);
  const removed = valuesMissing(record, next);
  const gains = new Set(added.map(({ type }) => type));
  return {
    record: next,
    added,
    removed,
    taken: uniqueValues(next, changes, settings).flatMap((identity) =>
      otherHolders(identity).map((from) => ({ identity, from })),
    ),
    replaced: [...new Set(removed.map(({ type }) => type))].filter((type) => gains.has(type)),
    refused: [],
  };
}

/** The record after one change; the same object when it changes nothing. */
function changed(
  record: IdentityRecord,
  { type, oldValue, newValue }: IdentityChange,
  { uniqueTypes }: IdentitySettings,
  at: number,
): IdentityRecord {
  const replaces = oldValue !== null && oldValue !== newValue;
  const without = replaces ? withoutIdentity(record, { type, value: oldValue }) : record;
  if (newValue === null) return without;
  return withIdentity(without, { type, value: newValue }, at, uniqueTypes.includes(type));
}

/** Values of unique types that the changes left on the record. */
function uniqueValues(
  record: IdentityRecord,
  changes: readonly IdentityChange[],
  { uniqueTypes, immutableTypes }: IdentitySettings,
): Identity[] {
  const types = uniqueTypes.filter((type) => !immutableTypes.includes(type));
  return types
    .filter((type) => changes.some((change) => change.type === type))
    .flatMap((type) => (record[type] ?? []).map(({ v }) => ({ type, value: v })));
}

/** The values of one record that the other lacks. */
function valuesMissing(record: IdentityRecord, other: IdentityRecord): Identity[] {
  return Object.entries(record)
    .flatMap(([type, entries]) => entries.map(({ v }) => ({ type, value: v })))
    .filter((identity) => !holds(other, identity));
}
