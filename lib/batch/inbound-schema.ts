import { z } from "zod";
import { SOURCE_FEED_ATTRIBUTE } from "./attributes";
import { ENVIRONMENTS, type EventType } from "./enums";
import { LIMITS } from "./limits";
import { batchShape, eventSchema, eventTypes } from "./schema";

/**
 * The schema of one batch as a sender writes it, for the API's description: the stored body's tables with what
 * reading allows besides. Reading is more lenient still: null counts as absent, an unknown property is ignored, and
 * a value of a wrong type leaves with a warning. https://docs.mparticle.com/developers/server/json-reference
 */
export function inboundSchema(): z.ZodType {
  schema ??= makeSchema();
  return schema;
}
/** One for all: a named schema may be converted together with itself only. */
let schema: z.ZodType | undefined;

function makeSchema(): z.ZodType {
  const shape: Record<string, z.ZodType> = {
    ...batchShape(),
    environment: z.enum([...ENVIRONMENTS, "unknown"]).default("production"),
    mpid: mpidSchema().optional(),
    user_attributes: z.record(z.string().max(LIMITS.userAttributeName), userAttribute()).optional(),
    events: z.array(eventsSchema()).nullable().optional(),
  };
  const described = Object.entries(shape).map(([name, field]): [string, z.ZodType] => {
    const description = BATCH_TEXTS[name];
    return [name, description === undefined ? field : field.describe(description)];
  });
  return z.object(Object.fromEntries(described)).meta({
    id: "Batch",
    description: `What is sent of one user on at most one device; at most ${LIMITS.batchBytes / 1024} KB. Every property is optional.`,
  });
}

/** A signed 64-bit integer, exact as a number or as text. */
export function mpidSchema() {
  return z.union([z.bigint(), z.string().regex(/^-?\d{1,19}$/)]);
}

function userAttribute() {
  const scalar = z.union([z.string().max(LIMITS.userAttributeValue), z.number(), z.boolean()]);
  const list = z.array(z.union([z.string().max(LIMITS.userAttributeListEntry), z.number(), z.boolean()]));
  return z.union([scalar, list.max(LIMITS.userAttributeListEntries), z.null()]);
}

function eventsSchema() {
  const events = eventTypes((type) =>
    eventSchema(type, [], {}).meta({ id: componentName(type), description: EVENT_TEXTS[type] }),
  );
  return z.discriminatedUnion("event_type", events);
}

/** "custom_event" is shown as CustomEvent, "session_start" as SessionStartEvent. */
function componentName(type: EventType): string {
  const words = type.split("_").filter((word) => word !== "event");
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}Event`;
}

const BATCH_TEXTS: Readonly<Record<string, string>> = {
  environment: "Development data has people of its own. Absent and `unknown` count as production.",
  mpid: "The person's 64-bit ID, if you know it; as text wherever numbers are doubles. One that nobody has is ignored.",
  source_request_id:
    "Your name for this batch. A second one of the same key within 60 days is acknowledged and ignored.",
  mp_deviceid: "The Device Application Stamp: the ID of this device in this workspace.",
  ip: "The user's IP address, v4 or v6. The address of the sending server is never taken for it.",
  user_identities: "Who the user is. Names of other APIs (`customerid`, `other2`) are accepted, too.",
  user_attributes:
    "A text, number, boolean or list of those; null sets a tag. Names of other than reserved attributes are case-sensitive.",
  deleted_user_attributes: "Names of attributes to remove. Removed first, then the new ones are set.",
  partner_identities: "IDs that partners know the user by. Their names have to be registered in Settings.",
  integration_attributes: "Values of integrations, by the number of their module. They belong to the device.",
  device_info: "The device, with its advertising and vendor IDs. All-zero IDs count as absent.",
  application_info: "The app that runs on the device.",
  consent_state:
    "A record replaces the one of the same purpose unless it is older; null withdraws. Purposes have to be set up first.",
  context: "The data plan, and where the user is.",
  attribution_info: "Where the installation came from.",
  events: "What happened, in order. A batch without events updates the person only.",
};

const EVENT_TEXTS: Readonly<Record<EventType, string>> = {
  custom_event: `Anything that your product names itself. Events of a feed get the attribute \`${SOURCE_FEED_ATTRIBUTE}\`.`,
  commerce_event: "Exactly one of a product action, a promotion action, or impressions.",
  session_start: "A session began.",
  session_end: "A session ended.",
  screen_view: "A screen or page was seen.",
  uninstall: "The app was removed.",
  crash_report: "The app crashed, or reported an error.",
  opt_out: "The user opted out of everything, or in again.",
  push_registration: "The device may, or may no longer, be sent push messages.",
  application_state_transition: "The app started, came to the front, went to the back, or ended.",
  push_message: "A push message was sent, received, or acted on.",
  network_performance: "The app's own request and how it went.",
  breadcrumb: "A mark that later explains a crash.",
  first_run: "The app ran for the first time.",
  profile: "The user signed up, logged in or out, changed, or was deleted.",
  user_attribute_change: "An attribute changed; `deleted` removes it.",
  user_identity_change: "An identity changed.",
  pre_attribution: "Sent before an installation is attributed.",
  push_reaction: "The user reacted to a push message.",
};
