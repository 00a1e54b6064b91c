import type { AttributeValue, ConsentState } from "../batch/types";
import type { KeyedIdentity } from "../identity/lock";
import { holds, type Identity, type IdentityRecord } from "../identity/record";
import type { Int64, Mpid } from "../int64";
import type { Device } from "../profile/device";

/** The profile row. Times are epoch ms of receipt. */
export type ProfileState = {
  readonly mpid: Mpid;
  readonly scopeId: number;
  readonly environment: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly isOptedOut: boolean;
  readonly limitAdTracking: boolean | null;
  readonly ip: string | null;
  readonly sourceMpid: Mpid | null;
  readonly identities: IdentityRecord;
  readonly partnerIdentities: Readonly<Record<string, string>>;
};

/** Install attribution; https://docs.mparticle.com/guides/platform-guide/attribution */
export type Attribution = {
  readonly publisher: string;
  readonly campaign: string;
  readonly service_provider?: string;
  readonly input_id: number;
  readonly das?: string;
  readonly timestamp_unixtime_ms: number;
};

/** What a workspace knows of a profile, its attributes and devices apart. */
export type WorkspaceState = {
  readonly mpid: Mpid;
  readonly workspaceId: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Input id -> [first, last] receipt. */
  readonly inputs: Readonly<Record<string, readonly [number, number]>>;
  readonly consent: ConsentState;
  readonly attribution: readonly Attribution[];
};

export type AttributeState = {
  readonly value: AttributeValue;
  readonly tier: number;
  readonly inputId: number;
  readonly batchId: Int64;
  readonly updatedAt: number;
};

export type HolderSet = { readonly mpids: ReadonlySet<Mpid>; readonly capped: boolean };

/**
 * Everything that the batches of a call can touch, keyed by text keys. Batches are decided in order, each over the
 * state that the ones before it left.
 */
export type State = {
  readonly profiles: Map<Mpid, ProfileState>;
  /** identityKey -> who holds the value. */
  readonly holders: Map<string, HolderSet>;
  readonly workspaces: Map<string, WorkspaceState>;
  readonly attributes: Map<string, AttributeState>;
  /** Account-level values of declared keys; no batch changes them. */
  readonly accountValues: ReadonlyMap<string, AttributeValue>;
  readonly devices: Map<string, Device>;
  /** Known event names, and how many each workspace has. */
  readonly eventNames: Set<string>;
  readonly eventNameCounts: Map<number, number>;
};

/**
 * The profiles that hold a value. The look-up ran before the people were locked, so another call may have taken the
 * value off a record meanwhile: the record has the last word.
 */
export function holdersOf(
  state: Pick<State, "profiles" | "holders">,
  identity: KeyedIdentity,
): { profiles: ProfileState[]; capped: boolean } {
  const known = state.holders.get(identity.key);
  const profiles: ProfileState[] = [];
  for (const mpid of known?.mpids ?? []) {
    const profile = state.profiles.get(mpid);
    if (profile && holds(profile.identities, identity)) profiles.push(profile);
  }
  return { profiles, capped: known?.capped ?? false };
}

export const workspaceKey = (mpid: Mpid, workspaceId: number) => `${mpid}\u0000${workspaceId}`;
export const attributeKey = (mpid: Mpid, workspaceId: number, key: string) => `${mpid}\u0000${workspaceId}\u0000${key}`;
export const accountValueKey = (mpid: Mpid, accountId: number, key: string) => `${mpid}\u0000${accountId}\u0000${key}`;
export const deviceKey = (mpid: Mpid, workspaceId: number, das: string) => `${mpid}\u0000${workspaceId}\u0000${das}`;
export const eventNameKey = (workspaceId: number, type: string, name: string) =>
  `${workspaceId}\u0000${type}\u0000${name}`;

/** What one decided batch does to the stored world. Whole next states, so that folding is replacing. */
export type Effects = {
  readonly profile: ProfileState;
  readonly workspace: WorkspaceState;
  readonly device: Device | null;
  readonly setAttributes: readonly { readonly key: string; readonly next: AttributeState }[];
  readonly deletedAttributes: readonly string[];
  readonly addedIdentities: readonly Identity[];
  readonly removedIdentities: readonly Identity[];
  /** Other profiles that lost a unique value, in their next state. */
  readonly takenFrom: readonly { readonly profile: ProfileState; readonly identity: Identity }[];
};
