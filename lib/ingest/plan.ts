import { type Batch, type IdentityRequest, isDeviceIdentity, type ModifyRequest } from "../batch";
import type { BatchIdentity } from "../batch/types";
import { identityKey, type KeyedIdentity } from "../identity/lock";
import { inPriorityOrder } from "../identity/resolve";
import { environmentOf, type Rules } from "../inputs/rules";
import type { Int64 } from "../int64";
import { ADVERTISING_TYPES, deriveDas } from "../profile/device";
import { eventName, isCountedName } from "./event-name";
import type { IdSource } from "./ids";
import { removedAttributes } from "./removed-attributes";
import type { IngestRequest, Item } from "./requests";

/** One batch with everything that follows from it and the rules alone. */
export type PlannedBatch = {
  /** Without what the input's own restrictions take out. */
  readonly batch: Batch;
  readonly item: Item;
  readonly rules: Rules;
  readonly environment: string;
  /** Identifiers after the input's own restrictions. */
  readonly identities: readonly BatchIdentity[];
  /** Those that belong on an identity record: the rest only describes the device. */
  readonly recorded: readonly KeyedIdentity[];
  /** Those that may look a profile up, most important type first. */
  readonly lookUps: readonly KeyedIdentity[];
  /** False for a browser SDK's batch: only the identity endpoints make profiles and change identity records for it. */
  readonly writesIdentities: boolean;
  readonly isHistorical: boolean;
  /** Types that "Restrict Device ID by Limit Ad Tracking" took out. */
  readonly restricted: readonly string[];
  readonly platform: string | null;
  readonly das: string | null;
  readonly dasDerived: boolean;
  /** By what a repeat of it is known, within its input; undefined: by nothing. */
  readonly dedupeKey: string | undefined;
  /** Names that count towards the workspace's limit. */
  readonly names: readonly { readonly type: string; readonly name: string }[];
};

export type PlannedItem = {
  readonly request: IngestRequest;
  readonly requestId: Int64;
  readonly requestIndex: number;
  readonly batchId: Int64;
  readonly item: Item;
  /** Null for a rejected batch. */
  readonly planned: PlannedBatch | null;
};

/** A call's batches in order, one list per request. */
export type Plan = readonly (readonly PlannedItem[])[];

export function planCall(requests: readonly IngestRequest[], ids: IdSource): Plan {
  return requests.map((request) => {
    const requestId = ids(request.receivedAt);
    return request.items.map((item, requestIndex) => ({
      request,
      requestId,
      requestIndex,
      batchId: ids(request.receivedAt),
      item,
      planned: item.batch ? planBatch(item, item.batch, request.rules, request) : null,
    }));
  });
}

export function planBatch(
  item: Item,
  batch: Batch,
  rules: Rules,
  { isBrowser = false, isHistorical = false }: Pick<IngestRequest, "isBrowser" | "isHistorical"> = {},
): PlannedBatch {
  const limited = rules.restrictDeviceIdByLat && batch.deviceInfo.limit_ad_tracking === true;
  const isRestricted = ({ type }: BatchIdentity) => limited && ADVERTISING_TYPES.includes(type);
  const restricted = batch.identities.filter(isRestricted);
  const modified = item.identity?.endpoint === "modify" ? valuesOf(item.identity) : null;
  const identities = limited ? batch.identities.filter((identity) => !isRestricted(identity)) : batch.identities;
  const platform = batch.deviceInfo.platform ?? rules.platform;
  const das = batch.das ?? deriveDas(rules.workspaceId, platform, identities);
  const environment = environmentOf(batch, rules);
  const recorded = (modified ?? identities)
    .filter(({ type }) => !isDeviceIdentity(type) || rules.identity.priority.includes(type))
    .map(({ type, value }) => {
      return { type, value, key: identityKey({ scopeId: rules.scopeId, environment, type, value }) };
    });
  return {
    batch: withoutRestricted(isBrowser ? withRemovals(batch) : batch, identities),
    item,
    rules,
    environment,
    identities,
    recorded,
    // A modify request names its profile; nothing is looked up.
    lookUps: modified ? [] : inPriorityOrder(recorded, rules.identity.priority),
    writesIdentities: !isBrowser,
    isHistorical,
    restricted: restricted.map(({ type }) => type),
    platform,
    das,
    dasDerived: batch.das === undefined && das !== null,
    dedupeKey: dedupeKeyOf(item, batch),
    names: batch.events.flatMap((event) => {
      const name = isCountedName(event.eventType) ? eventName(event) : null;
      return name === null ? [] : [{ type: event.eventType, name }];
    }),
  };
}

function withoutRestricted(batch: Batch, identities: readonly BatchIdentity[]): Batch {
  return identities === batch.identities ? batch : { ...batch, identities };
}

function withRemovals(batch: Batch): Batch {
  const removed = removedAttributes(batch);
  return removed.length > 0 ? { ...batch, deletedUserAttributes: [...batch.deletedUserAttributes, ...removed] } : batch;
}

/** Every value that a modify request may take off a record or put on one: all are locked and looked up. */
function valuesOf({ changes }: ModifyRequest): BatchIdentity[] {
  return changes.flatMap(({ type, oldValue, newValue }) =>
    [oldValue, newValue].flatMap((value) => (value === null ? [] : [{ type, value }])),
  );
}

/** Ids of identity requests are apart from those of batches, which hold no NUL, and from those of other endpoints and environments. */
function dedupeKeyOf({ identity }: Item, batch: Batch): string | undefined {
  if (!identity) return batch.sourceRequestId;
  return requestIdKey(identity);
}

/** Undefined without a request_id. */
export function requestIdKey(request: IdentityRequest): string | undefined {
  const { endpoint, environment, requestId } = request;
  if (requestId === undefined) return undefined;
  const whose = request.endpoint === "modify" ? request.mpid : "";
  return `\u0000${endpoint}\u0000${environment}\u0000${whose}\u0000${requestId}`;
}
