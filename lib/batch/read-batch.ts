import { isIP } from "node:net";
import type { Remark } from "../explain/decision";
import { type Mpid, toInt64, toMpid } from "../int64";
import { readDeletions, readUserAttributes } from "./attributes";
import { APPLICATION_INFO, DEVICE_INFO } from "./device-fields";
import type { Environment } from "./enums";
import { cleanText, type Field, type FieldsOf, integer, isObject, mapOf, object, text, textOf } from "./field";
import { LIMITS } from "./limits";
import { location } from "./location";
import { readConsent } from "./read-consent";
import { type EventOptions, readEvent } from "./read-event";
import { identityList, readIdentities } from "./read-identities";
import type { Batch, BatchEvent } from "./types";
import { Warnings } from "./warnings";

/** Batch fields that are read by their table alone. */
export const BATCH_FIELDS = {
  partner_identities: mapOf(identityText()),
  integration_attributes: mapOf(mapOf(text)),
  context: object({ data_plan: object({ plan_id: text, plan_version: integer }), location }),
  attribution_info: object({ service_provider: text, publisher: text, campaign: text }),
  device_info: object(DEVICE_INFO),
  application_info: object(APPLICATION_INFO),
};
type BatchFields = FieldsOf<typeof BATCH_FIELDS>;

export type ReadOptions = EventOptions;
export type ReadResult =
  | { readonly ok: true; readonly batch: Batch; readonly warnings: Remark[] }
  | { readonly ok: false; readonly message: string };

const refuse = (message: string): ReadResult => ({ ok: false, message });

/**
 * Reads one inbound batch, already parsed, into the form we keep: lenient, pure, never throws. What can't be used is
 * left out with a warning; what makes the batch meaningless refuses it, with a message for the sender.
 * https://docs.mparticle.com/developers/server/json-reference
 */
export function readBatch(raw: unknown, options: ReadOptions): ReadResult {
  if (!isObject(raw)) return refuse("A batch must be a JSON object.");
  const environment = readEnvironment(raw.environment);
  if (!environment) return refuse('Batch field "environment" must be "production" or "development".');
  const mpid = readMpid(raw);
  if (mpid === null) return refuse('Batch field "mpid" must be a 64-bit integer.');
  const warnings = new Warnings();
  const events = readEvents(raw.events, options, warnings);
  if (typeof events === "string") return refuse(events);

  const identities = readIdentities(raw, warnings);
  const fields = readTables(raw, warnings);
  const batch: Batch = {
    environment,
    sourceRequestId: readRequestId(raw.source_request_id, warnings),
    mpid,
    identities: identityList(identities),
    userAttributes: readUserAttributes(objectOf(raw, "user_attributes", warnings), warnings),
    deletedUserAttributes: readDeletions(arrayOf(raw, "deleted_user_attributes", warnings), warnings),
    partnerIdentities: fields.partner_identities ?? {},
    integrationAttributes: fields.integration_attributes ?? {},
    deviceInfo: fields.device_info ?? {},
    applicationInfo: fields.application_info ?? {},
    das: identities.get("device_application_stamp"),
    consentState: readConsent(raw.consent_state, warnings),
    context: fields.context,
    ip: readIp(raw.ip, warnings),
    attributionInfo: fields.attribution_info,
    events,
  };
  return { ok: true, batch, warnings: warnings.list() };
}

/** The environment that something names which could not be read as a batch; null when it names none. */
export function namedEnvironment(raw: unknown): Environment | null {
  const value = isObject(raw) ? raw.environment : undefined;
  return value === "production" || value === "development" ? value : null;
}

/** Absent counts as production, and so does the SDKs' `unknown`; null for any other value. */
function readEnvironment(value: unknown): Environment | null {
  if (value === undefined || value === null || value === "" || value === "unknown") return "production";
  return value === "production" || value === "development" ? value : null;
}

/** Undefined when the batch names none (0 means none, too); null when it names something that is no MPID. */
function readMpid(raw: Record<string, unknown>): Mpid | null | undefined {
  const { mpid: value } = raw;
  if (value === undefined || value === null || value === "") {
    const identities = raw.user_identities;
    return isObject(identities) ? (toMpid(identities.mpid) ?? undefined) : undefined;
  }
  const id = toInt64(value);
  return id === null ? null : (toMpid(id) ?? undefined);
}

function readEvents(value: unknown, options: EventOptions, warnings: Warnings): BatchEvent[] | string {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return 'Batch field "events" must be an array.';
  const events: BatchEvent[] = [];
  for (let index = 0; index < value.length; index++) {
    warnings.event = index;
    const event = readEvent(value[index], options, warnings);
    if (typeof event === "string") return event;
    events.push(event);
  }
  warnings.event = undefined;
  return events;
}

function readTables(raw: Record<string, unknown>, warnings: Warnings): BatchFields {
  const read: Record<string, unknown> = {};
  for (const [name, field] of BATCH_FIELD_LIST) {
    const value = raw[name];
    if (value === null || value === undefined) continue;
    const result = field.read(value, warnings, name);
    if (result === undefined) warnings.add("field_ignored", { field: name });
    else read[name] = result;
  }
  return read;
}
const BATCH_FIELD_LIST: readonly [string, Field<unknown>][] = Object.entries(BATCH_FIELDS);

function readRequestId(value: unknown, warnings: Warnings): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  const id = textOf(value, warnings);
  if (id === undefined) warnings.add("field_ignored", { field: "source_request_id" });
  return id;
}

function readIp(value: unknown, warnings: Warnings): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  const ip = typeof value === "string" ? value.trim() : "";
  if (isIP(ip) !== 0 && !ip.includes("%")) return ip;
  warnings.add("ip_invalid");
  return undefined;
}

function objectOf(raw: Record<string, unknown>, name: string, warnings: Warnings): Record<string, unknown> {
  const value = raw[name];
  if (isObject(value)) return value;
  if (value !== null && value !== undefined) warnings.add("field_ignored", { field: name });
  return {};
}

function arrayOf(raw: Record<string, unknown>, name: string, warnings: Warnings): readonly unknown[] {
  const value = raw[name];
  if (Array.isArray(value)) return value;
  if (value !== null && value !== undefined) warnings.add("field_ignored", { field: name });
  return [];
}

/** The value of a partner identity. */
function identityText(): Field<string> {
  return {
    read(value, warnings) {
      const read = textOf(value, warnings);
      return read === undefined || read === "" || read.length > LIMITS.identityBytes
        ? undefined
        : cleanText(read, warnings);
    },
    schema: text.schema,
  };
}
