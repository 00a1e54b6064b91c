import type { BatchKind } from "../explain/batch-kinds";
import type { Outcome } from "../explain/decision";
import { identityKey, type ScopedIdentity } from "../identity/lock";
import type { Int64, Mpid } from "../int64";
import type { Device } from "../profile/device";
import {
  type AttributeState,
  attributeKey,
  deviceKey,
  type Effects,
  type ProfileState,
  type State,
  type WorkspaceState,
  workspaceKey,
} from "./state";

export type BatchRow = {
  id: Int64;
  kind: BatchKind;
  workspaceId: number;
  /** Null: unknown, the request could not be read. */
  environment: string | null;
  inputId: number;
  receivedAt: number;
  mpid: Mpid | null;
  das: string | null;
  deviceId: string | null;
  outcome: Outcome;
  eventCount: number;
  warningCount: number;
  /** Something that the batch brought lost against what is stored, or was not allowed. */
  refused: boolean;
  /** Its place among the call's batches of its workspace, from 1. */
  place: number;
  requestId: Int64;
  requestIndex: number;
  body: string | null;
  decision: string;
};

export type EventRow = {
  id: Int64;
  batchId: Int64;
  batchIndex: number;
  workspaceId: number;
  inputId: number;
  mpid: Mpid | null;
  das: string | null;
  eventType: string;
  name: string | null;
  eventTime: number;
};

export type RawRequestRow = {
  id: Int64;
  inputId: number;
  receivedAt: number;
  path: string;
  byteSize: number;
  body: Uint8Array;
};

export type ChangeRow = {
  mpid: Mpid;
  batchId: Int64;
  workspaceId: number;
  receivedAt: number;
  changes: ProfileChanges;
};

/** What a batch changed of a profile; an absent `before` or `after` means no value. */
export type ProfileChanges = {
  attributes?: Record<string, { before?: unknown; after?: unknown }>;
  identities?: Record<string, { added?: string[]; removed?: string[] }>;
  consent?: Record<string, { before?: unknown; after?: unknown }>;
  fields?: Record<string, [unknown, unknown]>;
};

export type InputHour = {
  inputId: number;
  hour: number;
  batches: number;
  events: number;
  billableEvents: number;
  dropped: number;
  notAssociated: number;
  duplicate: number;
  rejected: number;
  blocked: number;
  lastBatchAt: number;
};

/** All that one call writes: the last state of whatever its batches touched, and the rows they add. */
export type WriteSet = {
  readonly profiles: Map<Mpid, ProfileState>;
  readonly identities: Map<string, ScopedIdentity & { mpid: Mpid; unique: boolean; held: boolean }>;
  readonly workspaces: Map<string, WorkspaceState>;
  readonly attributes: Map<string, { mpid: Mpid; workspaceId: number; key: string; next: AttributeState | null }>;
  readonly devices: Map<string, { mpid: Mpid; workspaceId: number; device: Device }>;
  readonly eventNames: Map<string, { workspaceId: number; type: string; name: string }>;
  readonly inputHours: Map<string, InputHour>;
  readonly changes: ChangeRow[];
  readonly rawRequests: RawRequestRow[];
  readonly events: EventRow[];
  readonly batches: BatchRow[];
  /** How many batches each workspace gets. */
  readonly batchCounts: Map<number, number>;
};

export function emptyWriteSet(): WriteSet {
  return {
    profiles: new Map(),
    identities: new Map(),
    workspaces: new Map(),
    attributes: new Map(),
    devices: new Map(),
    eventNames: new Map(),
    inputHours: new Map(),
    changes: [],
    rawRequests: [],
    events: [],
    batches: [],
    batchCounts: new Map(),
  };
}

/** Lets the next batch of the call see what this one decided, and remembers it for the write. */
export function fold(state: State, set: WriteSet, effects: Effects, uniqueTypes: readonly string[]): void {
  const { profile, workspace, device } = effects;
  const { mpid } = profile;
  const { workspaceId } = workspace;
  keepProfile(state, set, profile);
  for (const { profile: other, identity } of effects.takenFrom) {
    keepProfile(state, set, other);
    keepIdentity(state, set, other, identity, true, false);
  }
  for (const identity of effects.removedIdentities) keepIdentity(state, set, profile, identity, true, false);
  for (const identity of effects.addedIdentities) {
    keepIdentity(state, set, profile, identity, uniqueTypes.includes(identity.type), true);
  }
  const place = workspaceKey(mpid, workspaceId);
  state.workspaces.set(place, workspace);
  set.workspaces.set(place, workspace);
  for (const key of effects.deletedAttributes) {
    state.attributes.delete(attributeKey(mpid, workspaceId, key));
    set.attributes.set(attributeKey(mpid, workspaceId, key), { mpid, workspaceId, key, next: null });
  }
  for (const { key, next } of effects.setAttributes) {
    state.attributes.set(attributeKey(mpid, workspaceId, key), next);
    set.attributes.set(attributeKey(mpid, workspaceId, key), { mpid, workspaceId, key, next });
  }
  if (device) {
    state.devices.set(deviceKey(mpid, workspaceId, device.das), device);
    set.devices.set(deviceKey(mpid, workspaceId, device.das), { mpid, workspaceId, device });
  }
}

function keepProfile(state: State, set: WriteSet, profile: ProfileState): void {
  state.profiles.set(profile.mpid, profile);
  set.profiles.set(profile.mpid, profile);
}

function keepIdentity(
  state: State,
  set: WriteSet,
  profile: ProfileState,
  identity: { type: string; value: string },
  unique: boolean,
  held: boolean,
): void {
  const { mpid, scopeId, environment } = profile;
  const scoped = { scopeId, environment, type: identity.type, value: identity.value };
  const key = identityKey(scoped);
  const known = state.holders.get(key);
  const mpids = new Set(known?.mpids);
  if (held) mpids.add(mpid);
  else mpids.delete(mpid);
  // A capped value has holders that were not loaded and keep it: the index over unique values must not see it yet.
  const capped = known?.capped ?? false;
  state.holders.set(key, { mpids, capped });
  set.identities.set(`${key}\u0000${mpid}`, { ...scoped, mpid, unique: unique && !capped, held });
}
