import { MASKED } from "../access/masking";
import { type EventType, parseBody, parseIdentityRequest, parseJson, type StoredBody } from "../batch";
import { isDeviceIdentity, isIdentityType } from "../batch/identity-names";
import type { BatchEvent } from "../batch/types";
import type { Decision } from "../explain/decision";
import { eventName } from "../ingest/event-name";
import { toMpid } from "../int64";
import { type LiveRow, ROW_LIMITS } from "./row";
import type { BatchRecord } from "./rows";

/** A row as readers get it. Of a batch whose texts were not read it has no parts. */
export function toLiveRow(record: BatchRecord, masked: boolean): LiveRow {
  const body = record.body === null || record.kind !== "batch" ? null : parseBody(record.body);
  const decision = record.decision === null ? null : (parseJson(record.decision) as Decision);
  const blocked = (decision?.attributes ?? []).filter(({ result }) => result.endsWith("blocked_by_priority"));
  const show = (value: string) => (masked ? MASKED : value);
  return {
    seq: record.seq,
    batchId: record.id,
    kind: record.kind,
    receivedAt: record.received_at,
    inputId: record.input_id,
    environment: record.environment,
    mpid: record.mpid,
    found: record.mpid === null ? ((decision?.identity?.found as LiveRow["found"]) ?? null) : null,
    alias: decision?.alias ? aliasOf(decision.alias) : null,
    das: record.das,
    // A masked reader knows the device by its stamp.
    device: masked && record.device_id !== null ? (record.das ?? MASKED) : record.device_id,
    platform: body?.device_info?.platform ?? null,
    outcome: record.outcome,
    reasons: decision?.reasons ?? [],
    warnings: (decision?.warnings ?? []).slice(0, ROW_LIMITS.warnings),
    warningCount: record.warning_count,
    blocked: blocked.slice(0, ROW_LIMITS.blocked).map(({ key }) => key),
    blockedCount: blocked.length,
    historical: decision?.historical === true,
    identities: (record.kind === "batch" ? identitiesOf(body) : requestedIdentities(record.body)).map(
      ({ type, value }) => ({ type, value: show(value) }),
    ),
    events: (body?.events ?? []).slice(0, ROW_LIMITS.events).map((event) => ({
      type: event.event_type,
      name: nameOf(event),
    })),
    eventCount: record.event_count,
    masked,
  };
}

function aliasOf({ source, destination }: NonNullable<Decision["alias"]>): LiveRow["alias"] {
  const [from, to] = [toMpid(source), toMpid(destination)];
  return from && to ? { source: from, destination: to } : null;
}

/** User identities first, then the device's. */
function identitiesOf(body: StoredBody | null): { type: string; value: string }[] {
  const pairs = [...Object.entries(body?.user_identities ?? {}), ...Object.entries(body?.device_info ?? {})];
  return pairs
    .flatMap(([type, value]) => (typeof value === "string" && isIdentity(type) ? [{ type, value }] : []))
    .slice(0, ROW_LIMITS.identities);
}

function requestedIdentities(body: string | null): { type: string; value: string }[] {
  if (body === null) return [];
  const { known_identities = {}, identity_changes = [] } = parseIdentityRequest(body);
  const changed = identity_changes.map(({ identity_type, new_value }) => [identity_type, new_value] as const);
  return [...Object.entries(known_identities), ...changed]
    .flatMap(([type, value]) => (typeof value === "string" && isIdentity(type) ? [{ type, value }] : []))
    .slice(0, ROW_LIMITS.identities);
}

function isIdentity(type: string): boolean {
  return isIdentityType(type) && (!isDeviceIdentity(type) || type !== "push_token");
}

function nameOf(event: { readonly event_type: EventType; readonly data: object }): string | null {
  return eventName({ eventType: event.event_type, data: event.data } as BatchEvent);
}
