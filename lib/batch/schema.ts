import { z } from "zod";
import { attributeValueSchema } from "./attributes";
import { APPLICATION_INFO, DEVICE_INFO } from "./device-fields";
import { ENVIRONMENTS, EVENT_TYPES, type EventType } from "./enums";
import { EVENT_FIELDS, REQUIRED } from "./event-fields";
import { type Field, int64, object, text, time } from "./field";
import { DEVICE_IDENTITY_TYPES, USER_IDENTITY_TYPES } from "./identity-names";
import { LIMITS } from "./limits";
import { BATCH_FIELDS } from "./read-batch";
import { CONSENT_RECORD } from "./read-consent";

/**
 * The schema of a stored body (lib/batch/body.ts), which is the strict form of what a sender may send. Made from the
 * same tables as the reader, and a test holds that whatever the reader lets through fits it.
 */
export function bodySchema() {
  const events = eventTypes((type) =>
    eventSchema(type, ["timestamp_unixtime_ms"], { event_id: int64.schema().optional() }),
  );
  return z.strictObject({ ...batchShape(), events: z.array(z.discriminatedUnion("event_type", events)) });
}

/** The fields of a batch without its events. */
export function batchShape() {
  const devices = DEVICE_IDENTITY_TYPES.filter((type) => type !== "device_application_stamp");
  return {
    environment: z.enum(ENVIRONMENTS),
    mpid: int64.schema().optional(),
    source_request_id: z.string().optional(),
    mp_deviceid: identitySchema().optional(),
    ip: z.union([z.ipv4(), z.ipv6()]).optional(),
    user_identities: z.strictObject(identitiesOf(USER_IDENTITY_TYPES)).optional(),
    user_attributes: z.record(z.string(), attributeValueSchema()).optional(),
    deleted_user_attributes: z.array(z.string()).max(LIMITS.deletions).optional(),
    partner_identities: BATCH_FIELDS.partner_identities.schema().optional(),
    integration_attributes: BATCH_FIELDS.integration_attributes.schema().optional(),
    device_info: z.strictObject({ ...shapeOf(DEVICE_INFO), ...identitiesOf(devices) }).optional(),
    application_info: object(APPLICATION_INFO).schema().optional(),
    consent_state: consentSchema().optional(),
    context: BATCH_FIELDS.context.schema().optional(),
    attribution_info: BATCH_FIELDS.attribution_info.schema().optional(),
  };
}

/** An identity's value; its limit is in bytes, and no text of so many characters is shorter. */
export function identitySchema() {
  return z.string().min(1).max(LIMITS.identityBytes);
}

function identitiesOf(types: readonly string[]): Record<string, z.ZodType> {
  return Object.fromEntries(types.map((type) => [type, identitySchema().optional()]));
}

type EventSchema = z.ZodObject<{ event_type: z.ZodLiteral<string>; data: z.ZodType }>;

/** A schema per event type, in the table's order. */
export function eventTypes(of: (type: EventType) => EventSchema): [EventSchema, ...EventSchema[]] {
  const [first, ...others] = EVENT_TYPES.map(of);
  if (!first) throw new Error("There are event types.");
  return [first, ...others];
}

/** One event of a type; `always` names fields that are there besides those that the type can't do without. */
export function eventSchema(
  type: EventType,
  always: readonly string[],
  more: Readonly<Record<string, z.ZodType>>,
): EventSchema {
  const table: Readonly<Record<string, Field<unknown>>> = EVENT_FIELDS[type];
  const required: readonly string[] = [...always, ...(REQUIRED[type] ?? [])];
  const shape = Object.entries(table).map(([name, field]): [string, z.ZodType] => [
    name,
    required.includes(name) ? field.schema() : field.schema().optional(),
  ]);
  const data = z.strictObject({ ...Object.fromEntries(shape), ...more });
  return z.strictObject({ event_type: z.literal(type), data });
}

function shapeOf(table: Readonly<Record<string, Field<unknown>>>): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(table).map(([name, field]) => [name, field.schema().optional()]));
}

function consentSchema() {
  const record = z
    .strictObject({
      ...shapeOf(CONSENT_RECORD),
      consented: CONSENT_RECORD.consented.schema(),
      timestamp_unixtime_ms: time.schema(),
    })
    .nullable();
  return z.strictObject({
    gdpr: z.record(text.schema(), record).optional(),
    ccpa: z.strictObject({ data_sale_opt_out: record.optional() }).optional(),
  });
}
