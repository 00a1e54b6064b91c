import type { Int64 } from "../int64";
import type { ApplicationInfo, DeviceInfo } from "./device-fields";
import type { Environment, EventType } from "./enums";
import type { EventData } from "./event-fields";
import { type IdentityType, isDeviceIdentity } from "./identity-names";
import { parseJson, stringifyJson } from "./json";
import type { AttributeValue, AttributionInfo, Batch, BatchContext, BatchEvent, ConsentState } from "./types";

/** An event of a stored body: ids are numbers where those are exact, else bigints. */
export type StoredEvent = {
  [T in EventType]: { readonly event_type: T; readonly data: EventData<T> & { readonly event_id: number | bigint } };
}[EventType];

/** A stored body, parsed. */
export type StoredBody = {
  readonly environment: Environment;
  readonly mpid?: number | bigint;
  readonly source_request_id?: string;
  readonly mp_deviceid?: string;
  readonly ip?: string;
  readonly user_identities?: Readonly<Partial<Record<IdentityType, string>>>;
  readonly user_attributes?: Readonly<Record<string, AttributeValue>>;
  readonly deleted_user_attributes?: readonly string[];
  readonly partner_identities?: Readonly<Record<string, string>>;
  readonly integration_attributes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** With the device identities in it. */
  readonly device_info?: DeviceInfo & Readonly<Partial<Record<IdentityType, string>>>;
  readonly application_info?: ApplicationInfo;
  readonly consent_state?: ConsentState;
  readonly context?: BatchContext;
  readonly attribution_info?: AttributionInfo;
  readonly events: readonly StoredEvent[];
};

/** Reads the text of `batch.body` back. */
export function parseBody(text: string): StoredBody {
  return parseJson(text) as StoredBody;
}

/**
 * The text kept as `batch.body`: the batch in inbound form, every event with its id. Ids are bare integer literals,
 * so only `parseJson` reads it back exactly. Reading it with `readBatch` gives the same batch again.
 */
export function canonicalBody(batch: Batch, eventIds: readonly Int64[]): string {
  const events = batch.events.map((event, index) => eventText(event, eventIds[index])).join(",");
  const head = batch.mpid === undefined ? "{" : `{"mpid":${batch.mpid},`;
  return `${head}${stringifyJson(fieldsOf(batch)).slice(1, -1)},"events":[${events}]}`;
}

/** Everything but the ids and the events. `environment` is always there, so the text is never empty. */
function fieldsOf(batch: Batch): Record<string, unknown> {
  const users: Record<string, string> = {};
  const devices: Record<string, string> = {};
  for (const { type, value } of batch.identities) {
    if (type === "device_application_stamp") continue;
    if (isDeviceIdentity(type)) devices[type] = value;
    else users[type] = value;
  }
  return {
    environment: batch.environment,
    source_request_id: batch.sourceRequestId,
    mp_deviceid: batch.das,
    ip: batch.ip,
    user_identities: unlessEmpty(users),
    user_attributes: unlessEmpty(batch.userAttributes),
    deleted_user_attributes: batch.deletedUserAttributes.length > 0 ? batch.deletedUserAttributes : undefined,
    partner_identities: unlessEmpty(batch.partnerIdentities),
    integration_attributes: unlessEmpty(batch.integrationAttributes),
    device_info: unlessEmpty({ ...devices, ...batch.deviceInfo }),
    application_info: unlessEmpty(batch.applicationInfo),
    consent_state: batch.consentState,
    context: batch.context,
    attribution_info: batch.attributionInfo,
  };
}

function eventText({ eventType, data }: BatchEvent, id: Int64 | undefined): string {
  const fields = stringifyJson(data);
  return `{"event_type":"${eventType}","data":${id === undefined ? fields : `{"event_id":${id},${fields.slice(1)}`}}`;
}

function unlessEmpty<T extends object>(value: T): T | undefined {
  for (const _ in value) return value;
  return undefined;
}
