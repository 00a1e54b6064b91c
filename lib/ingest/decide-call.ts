import { canonicalBody, identityRequestBody } from "../batch";
import type { Decision } from "../explain/decision";
import { hasRefusals, isBlocked } from "../explain/refusals";
import type { Int64, Mpid } from "../int64";
import { streamDeviceId } from "../profile/device";
import { type Circumstances, type Decided, decide, decideDuplicate, decideRejected } from "./decide";
import { decideIdentityRequest } from "./decide-identity";
import { eventName } from "./event-name";
import { newEventNames } from "./event-names";
import type { IdSource } from "./ids";
import type { Plan, PlannedBatch, PlannedItem } from "./plan";
import type { StoredBatch } from "./requests";
import { eventNameKey, type State } from "./state";
import { emptyWriteSet, fold, type WriteSet } from "./write-set";

const HOUR_MS = 3_600_000;

export type DecidedCall = {
  readonly set: WriteSet;
  /** Per request, its batches in order. */
  readonly stored: readonly (readonly StoredBatch[])[];
};

/** Decides the batches of a call in order, each over what the ones before it left, and gathers what to write. */
export function decideCall(
  plan: Plan,
  state: State,
  isDuplicate: (item: PlannedItem) => boolean,
  newMpid: () => Mpid,
  ids: IdSource,
): DecidedCall {
  const set = emptyWriteSet();
  const stored = plan.map((items) => {
    const [first] = items;
    if (first) addRawRequest(set, first);
    return items.map((item) => decideItem(item, state, set, isDuplicate(item), newMpid, ids));
  });
  return { set, stored };
}

function decideItem(
  item: PlannedItem,
  state: State,
  set: WriteSet,
  duplicate: boolean,
  newMpid: () => Mpid,
  ids: IdSource,
): StoredBatch {
  const { planned, batchId, request } = item;
  if (!planned) {
    const rejection = item.item.rejection ?? { code: "invalid_batch" };
    return add(set, item, decideRejected(request, rejection, item.item.warnings), null, null);
  }
  if (duplicate) return add(set, item, decideDuplicate(planned), null, null);
  const eventIds = planned.batch.events.map(() => ids(request.receivedAt));
  const { fresh } = newEventNames(planned, state);
  const circumstances: Circumstances = {
    batchId,
    receivedAt: request.receivedAt,
    spareMpid: newMpid(),
    ...(request.clientIp ? { clientIp: request.clientIp } : {}),
  };
  const { identity } = item.item;
  const decided = identity
    ? decideIdentityRequest(planned, identity, state, circumstances)
    : decide(planned, state, circumstances);
  if (decided.effects) fold(state, set, decided.effects, planned.rules.identity.uniqueTypes);
  addChanges(set, item, decided);
  const keepsEvents = decided.decision.outcome !== "dropped";
  if (keepsEvents) {
    for (const name of fresh) {
      const key = eventNameKey(name.workspaceId, name.type, name.name);
      state.eventNames.add(key);
      set.eventNames.set(key, name);
    }
    state.eventNameCounts.set(
      planned.rules.workspaceId,
      (state.eventNameCounts.get(planned.rules.workspaceId) ?? 0) + fresh.length,
    );
    addEvents(set, item, planned, decided.mpid, eventIds);
  }
  const body = identity ? identityRequestBody(identity) : canonicalBody(planned.batch, eventIds);
  return add(set, item, decided.decision, decided.mpid, body);
}

function addRawRequest(set: WriteSet, { request, requestId }: PlannedItem): void {
  set.rawRequests.push({
    id: requestId,
    inputId: request.rules.inputId,
    receivedAt: request.receivedAt,
    path: request.path,
    byteSize: request.byteSize,
    body: request.deflated,
  });
}

function addChanges(set: WriteSet, { batchId, request }: PlannedItem, { mpid, effects, changes }: Decided): void {
  const { workspaceId } = request.rules;
  const { receivedAt } = request;
  if (mpid && changes) set.changes.push({ mpid, batchId, workspaceId, receivedAt, changes });
  const losses = new Map<Mpid, Record<string, { removed: string[] }>>();
  for (const { profile, identity } of effects?.takenFrom ?? []) {
    const before = losses.get(profile.mpid);
    const removed = [...(before?.[identity.type]?.removed ?? []), identity.value];
    losses.set(profile.mpid, { ...before, [identity.type]: { removed } });
  }
  for (const [loser, identities] of losses) {
    set.changes.push({ mpid: loser, batchId, workspaceId, receivedAt, changes: { identities } });
  }
}

function addEvents(
  set: WriteSet,
  { batchId, request }: PlannedItem,
  planned: PlannedBatch,
  mpid: Mpid | null,
  eventIds: readonly Int64[],
): void {
  planned.batch.events.forEach((event, batchIndex) => {
    set.events.push({
      id: eventIds[batchIndex] ?? batchId,
      batchId,
      batchIndex,
      workspaceId: planned.rules.workspaceId,
      inputId: planned.rules.inputId,
      mpid,
      das: planned.das,
      eventType: event.eventType,
      name: eventName(event),
      eventTime: event.data.timestamp_unixtime_ms ?? request.receivedAt,
    });
  });
}

function add(
  set: WriteSet,
  item: PlannedItem,
  decision: Decision,
  mpid: Mpid | null,
  body: string | null,
): StoredBatch {
  const { planned, request, batchId } = item;
  const { outcome, warnings } = decision;
  const { workspaceId } = request.rules;
  const place = (set.batchCounts.get(workspaceId) ?? 0) + 1;
  set.batchCounts.set(workspaceId, place);
  set.batches.push({
    id: batchId,
    kind: request.kind ?? "batch",
    workspaceId,
    place,
    environment: planned?.environment ?? item.item.environment ?? null,
    inputId: request.rules.inputId,
    receivedAt: request.receivedAt,
    mpid,
    das: planned?.das ?? null,
    deviceId: planned ? streamDeviceId(planned.identities, planned.das) : null,
    outcome,
    eventCount: planned?.batch.events.length ?? 0,
    warningCount: warnings.length,
    refused: hasRefusals(decision),
    requestId: item.requestId,
    requestIndex: item.requestIndex,
    body,
    decision: JSON.stringify(decision),
  });
  count(set, item, decision);
  return { id: batchId, outcome, mpid, decision };
}

/** Billable: every event that was looked up, dropped ones too; duplicates and rejected ones are not. */
function count(set: WriteSet, { planned, request }: PlannedItem, { outcome, attributes = [] }: Decision): void {
  const { inputId } = request.rules;
  const hour = Math.floor(request.receivedAt / HOUR_MS);
  const key = `${inputId}/${hour}`;
  const row = set.inputHours.get(key) ?? {
    inputId,
    hour,
    batches: 0,
    events: 0,
    billableEvents: 0,
    dropped: 0,
    notAssociated: 0,
    duplicate: 0,
    rejected: 0,
    blocked: 0,
    lastBatchAt: request.receivedAt,
  };
  set.inputHours.set(key, row);
  const events = planned?.batch.events.length ?? 0;
  row.batches += 1;
  row.events += events;
  row.lastBatchAt = Math.max(row.lastBatchAt, request.receivedAt);
  row.blocked += attributes.filter(({ result }) => isBlocked(result)).length;
  if (outcome === "dropped") row.dropped += 1;
  if (outcome === "not_associated") row.notAssociated += 1;
  if (outcome === "duplicate") row.duplicate += 1;
  if (outcome === "rejected") row.rejected += 1;
  if (outcome !== "duplicate" && outcome !== "rejected") row.billableEvents += events;
}
