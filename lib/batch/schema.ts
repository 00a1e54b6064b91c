import { z } from "zod";
import { attributeValueSchema } from "./attributes";
import { APPLICATION_INFO, DEVICE_INFO } from "./device-fields";
import { ENVIRONMENTS, EVENT_TYPES } from "./enums";
import { EVENT_FIELDS, REQUIRED } from "./event-fields";
import { type Field, int64, object, text, time } from "./field";
import { DEVICE_IDENTITY_TYPES, USER_IDENTITY_TYPES } from "./identity-names";
import { LIMITS } from "./limits";
import { BATCH_FIELDS } from "./read-batch";
import { CONSENT_RECORD } from "./read-consent";

/**
 * The schema of a stored body (lib/batch/body.ts), which is also the strict form of what a sender may send. Made from
 * the same tables as the reader, and a test holds that whatever the reader lets through fits it.
 */
export function bodySchema() {
  const identity = z.string().min(1).max(LIMITS.identityBytes);
  const identities = (types: readonly string[]) => Object.fromEntries(types.map((type) => [type, identity.optional()]));
  const devices = DEVICE_IDENTITY_TYPES.filter((type) => type !== "device_application_stamp");
  return z.strictObject({
    environment: z.enum(ENVIRONMENTS),
    mpid: int64.schema().optional(),
    source_request_id: z.string().optional(),
    mp_deviceid: identity.optional(),
    ip: z.union([z.ipv4(), z.ipv6()]).optional(),
    user_identities: z.strictObject(identities(USER_IDENTITY_TYPES)).optional(),
    user_attributes: z.record(z.string(), attributeValueSchema()).optional(),
    deleted_user_attributes: z.array(z.string()).max(LIMITS.deletions).optional(),
    partner_identities: BATCH_FIELDS.partner_identities.schema().optional(),
    integration_attributes: BATCH_FIELDS.integration_attributes.schema().optional(),
    device_info: z.strictObject({ ...shapeOf(DEVICE_INFO), ...identities(devices) }).optional(),
    application_info: object(APPLICATION_INFO).schema().optional(),
    consent_state: consentSchema().optional(),
    context: BATCH_FIELDS.context.schema().optional(),
    attribution_info: BATCH_FIELDS.attribution_info.schema().optional(),
    events: z.array(z.discriminatedUnion("event_type", eventSchemas())),
  });
}

type EventSchema = z.ZodObject<{ event_type: z.ZodLiteral<string>; data: z.ZodType }>;

function eventSchemas(): [EventSchema, ...EventSchema[]] {
  const [first, ...others] = EVENT_TYPES.map((type): EventSchema => {
    const required = ["timestamp_unixtime_ms", ...(REQUIRED[type] ?? [])];
    const shape = shapeOf(EVENT_FIELDS[type]);
    for (const name of required) shape[name] = requiredOf(EVENT_FIELDS[type], name);
    const data = z.strictObject({ ...shape, event_id: int64.schema().optional() });
    return z.strictObject({ event_type: z.literal(type), data });
  });
  if (!first) throw new Error("There are event types.");
  return [first, ...others];
}

function shapeOf(table: Readonly<Record<string, Field<unknown>>>): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(table).map(([name, field]) => [name, field.schema().optional()]));
}

function requiredOf(table: Readonly<Record<string, Field<unknown>>>, name: string): z.ZodType {
  const field = table[name];
  if (!field) throw new Error(`There is no field ${name}.`);
  return field.schema();
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
