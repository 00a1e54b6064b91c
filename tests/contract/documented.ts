/**
 * What the documentation asks of a batch, written down a second time and apart from the reader: the "req" marks of
 * https://docs.mparticle.com/developers/server/json-reference, which win over the published schema.
 */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  custom_event: ["event_name", "custom_event_type"],
  push_registration: ["register", "registration_token"],
  application_state_transition: ["application_transition_type"],
  push_message: ["push_message_type"],
  breadcrumb: ["label"],
};
const COMMERCE = ["product_action", "promotion_action", "product_impressions"];
const WITHOUT_REQUIREMENTS = [
  "session_start",
  "session_end",
  "screen_view",
  "uninstall",
  "crash_report",
  "opt_out",
  "network_performance",
  "first_run",
  "profile",
  "user_attribute_change",
  "user_identity_change",
  "pre_attribution",
  "push_reaction",
];

type Values = Readonly<Record<string, unknown>>;
const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isThere = (value: unknown) => value !== undefined && value !== null && value !== "";

/** Whether the documentation lets a batch in that was built from the published schema. */
export function isDocumented(batch: unknown): boolean {
  if (!isValues(batch)) return false;
  const { events } = batch;
  return !isThere(events) || (Array.isArray(events) && events.every(isDocumentedEvent));
}

function isDocumentedEvent(event: unknown): boolean {
  if (!isValues(event) || typeof event.event_type !== "string") return false;
  const data = isValues(event.data) ? event.data : {};
  if (event.event_type === "commerce_event") return isDocumentedCommerce(data);
  const required = REQUIRED[event.event_type];
  return required ? required.every((name) => isThere(data[name])) : WITHOUT_REQUIREMENTS.includes(event.event_type);
}

function isDocumentedCommerce(data: Values): boolean {
  const kinds = COMMERCE.map((name) => data[name]).filter((value) =>
    Array.isArray(value) ? value.length > 0 : isThere(value),
  );
  const [kind] = kinds;
  return kinds.length === 1 && (Array.isArray(kind) || (isValues(kind) && isThere(kind.action)));
}
