import { type Batch, isDeviceIdentity } from "../batch";
import type { BatchIdentity } from "../batch/types";
import { identityKey, type KeyedIdentity } from "../identity/lock";
import { inPriorityOrder } from "../identity/resolve";
import type { Rules } from "../inputs/rules";
import type { Int64 } from "../int64";
import { ADVERTISING_TYPES, deriveDas } from "../profile/device";
import { eventName, isCountedName } from "./event-name";
import type { IdSource } from "./ids";
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
  /** Types that "Restrict Device ID by Limit Ad Tracking" took out. */
  readonly restricted: readonly string[];
  readonly platform: string | null;
  readonly das: string | null;
  readonly dasDerived: boolean;
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
      planned: item.batch ? planBatch(item, item.batch, request.rules) : null,
    }));
  });
}

/** What follows from a batch and its input's rules alone. */
export function planBatch(item: Item, batch: Batch, rules: Rules): PlannedBatch {
  const limited = rules.restrictDeviceIdByLat && batch.deviceInfo.limit_ad_tracking === true;
  const isRestricted = ({ type }: BatchIdentity) => limited && ADVERTISING_TYPES.includes(type);
  const restricted = batch.identities.filter(isRestricted);
  const identities = limited ? batch.identities.filter((identity) => !isRestricted(identity)) : batch.identities;
  const platform = batch.deviceInfo.platform ?? rules.platform;
  const das = batch.das ?? deriveDas(rules.workspaceId, platform, identities);
  const environment = rules.isDebug ? "development" : batch.environment;
  const recorded = identities
    .filter(({ type }) => !isDeviceIdentity(type) || rules.identity.priority.includes(type))
    .map(({ type, value }) => {
      return { type, value, key: identityKey({ scopeId: rules.scopeId, environment, type, value }) };
    });
  return {
    batch: restricted.length > 0 ? { ...batch, identities } : batch,
    item,
    rules,
    environment,
    identities,
    recorded,
    lookUps: inPriorityOrder(recorded, rules.identity.priority),
    restricted: restricted.map(({ type }) => type),
    platform,
    das,
    dasDerived: batch.das === undefined && das !== null,
    names: batch.events.flatMap((event) => {
      const name = isCountedName(event.eventType) ? eventName(event) : null;
      return name === null ? [] : [{ type: event.eventType, name }];
    }),
  };
}
