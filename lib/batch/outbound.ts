import { hash } from "node:crypto";
import type { Int64, Mpid } from "../int64";
import type { StoredBody, StoredEvent } from "./body";
import { commerceType } from "./commerce";
import { isObject } from "./field";
import { isOnEarth } from "./location";
import type { AttributeValue, ConsentState } from "./types";

export const SCHEMA_VERSION = 2;

export type Channel = "native" | "javascript" | "pixel" | "desktop" | "partner" | "server_to_server" | "unknown";

/** What the batch itself does not say. Times are epoch ms. */
export type OutboundFacts = {
  readonly batchId: Int64;
  readonly receivedAt: number;
  /** Null when the batch belongs to nobody. */
  readonly mpid: Mpid | null;
  readonly channel: Channel;
  readonly partner?: string;
  readonly isHistorical?: boolean;
  /** User identities of the profile; without them, those of the batch. */
  readonly identities?: readonly { readonly type: string; readonly value: string; readonly updatedAt: number }[];
  /** Attributes of the profile; without them, those of the batch. */
  readonly userAttributes?: Readonly<Record<string, AttributeValue>>;
  readonly consentState?: ConsentState;
  /** What the batch changed of consent: a record before and after, absent where there was or is none. */
  readonly consentChanges?: readonly ConsentChange[];
  /** Only with "Enrich IP Address". */
  readonly ip?: string;
};

export type ConsentChange = {
  readonly regulation: "gdpr" | "ccpa";
  readonly purpose: string;
  readonly before?: unknown;
  readonly after?: unknown;
};

/**
 * The batch as outputs and the raw view show it, for `stringifyJson`: ids are bigints.
 * https://docs.mparticle.com/developers/server/json-reference
 */
export function outboundBatch(body: StoredBody, facts: OutboundFacts): Record<string, unknown> {
  const { user_identities, user_attributes, consent_state, ip: _private, events, mpid: _named, ...rest } = body;
  return {
    ...rest,
    batch_id: BigInt(facts.batchId),
    mpid: facts.mpid === null ? null : BigInt(facts.mpid),
    timestamp_unixtime_ms: facts.receivedAt,
    schema_version: SCHEMA_VERSION,
    source_info: {
      channel: facts.channel,
      partner: facts.partner ?? null,
      replay_request_id: null,
      replay_job_id: null,
      is_historical: facts.isHistorical ?? false,
    },
    user_identities: facts.identities
      ? facts.identities.map(({ type, value, updatedAt }) => outboundIdentity(type, value, updatedAt))
      : Object.entries(user_identities ?? {}).map(([type, value]) => outboundIdentity(type, value, facts.receivedAt)),
    user_attributes: facts.userAttributes ?? user_attributes ?? {},
    consent_state: facts.consentState ?? consent_state ?? null,
    context: withLocation(body),
    ...(facts.ip === undefined ? {} : { ip: facts.ip }),
    system_notifications: (facts.consentChanges ?? []).flatMap(consentNotification),
    events: events.map(outboundEvent),
  };
}

/** Only GDPR has one. https://docs.mparticle.com/guides/data-privacy-controls */
function consentNotification({ regulation, purpose, before, after }: ConsentChange): Record<string, unknown>[] {
  if (regulation !== "gdpr" || (before === undefined && after === undefined)) return [];
  const record = (value: unknown) => (isObject(value) ? { ...value, regulation: "GDPR" } : null);
  return [{ type: "gdpr_change", data: { purpose, old: record(before), current: record(after) } }];
}

function outboundIdentity(type: string, value: string, updatedAt: number) {
  return { identity_type: type, identity: value, timestamp_unixtime_ms: updatedAt };
}

/** The batch's location; without one, that of its first event that has coordinates. */
function withLocation({ context, events }: StoredBody): StoredBody["context"] {
  if (context?.location) return context;
  const located = events.find(({ data }) => data.location && isOnEarth(data.location));
  return located ? { ...context, location: located.data.location } : context;
}

function outboundEvent({ event_type, data }: StoredEvent): Record<string, unknown> {
  return {
    event_type,
    data: {
      ...data,
      message_id: data.source_message_id ?? String(data.event_id),
      message_type: event_type,
      ...(event_type === "commerce_event" ? { custom_event_type: commerceType(data) } : {}),
      ...sessionId(data),
      event_start_unixtime_ms: data.event_start_unixtime_ms ?? data.timestamp_unixtime_ms,
    },
  };
}

/** The session's number, made from its UUID where only that is known. */
function sessionId({ session_id, session_uuid }: StoredEvent["data"]): { session_id?: number | bigint } {
  if (session_id !== undefined) return { session_id };
  if (session_uuid === undefined) return {};
  return { session_id: hash("sha1", session_uuid, "buffer").readBigInt64BE(0) };
}
