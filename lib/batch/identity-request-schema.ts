import { z } from "zod";
import { ENVIRONMENTS } from "./enums";
import type { Field } from "./field";
import { IDENTITY_API_NAMES, IDENTITY_TYPES } from "./identity-names";
import { mpidSchema } from "./inbound-schema";
import { LIMITS } from "./limits";
import { IDENTITY_REQUEST_FIELDS } from "./read-identity-request";
import { identitySchema } from "./schema";

/** The types by the names that the identity API gives them. */
const NAMES = IDENTITY_TYPES.map((type) => IDENTITY_API_NAMES[type] ?? type);

const FIELDS = IDENTITY_REQUEST_FIELDS;

function commonShape() {
  return {
    environment: z.enum(ENVIRONMENTS),
    client_sdk: nullish(FIELDS.client_sdk).describe("Who sends: platform, vendor and version."),
    context: nullish(FIELDS.context).describe("Given back as it came."),
    request_id: nullish(FIELDS.request_id).describe(
      "Your name for this request. A second one gets the answer of the first, and changes nothing.",
    ),
    request_timestamp_ms: nullish(FIELDS.request_timestamp_ms).describe("When it was sent, by the client's clock."),
  };
}

const nullish = <T>(field: Field<T>) => field.schema().nullable().optional();

/** Identities by the names of the identity API; those of other APIs are accepted, too. */
function knownIdentitiesSchema() {
  const identity = identitySchema().nullable().optional();
  return z.object(Object.fromEntries(NAMES.map((name) => [name, identity]))).meta({
    id: "KnownIdentities",
    description: "Identities by type. Null, empty and all-zero values count as absent.",
  });
}

/** A request to identify, login, logout or search, as a client writes it. */
export function lookUpSchema() {
  return z
    .object({
      ...commonShape(),
      previous_mpid: mpidSchema().nullable().optional().describe("Whom the client was before."),
      known_identities: knownIdentitiesSchema(),
    })
    .meta({ id: "IdentityRequest", description: "Who somebody is; at least one identity." });
}

/** A request to modify, as a client writes it. */
export function modifySchema() {
  const value = identitySchema().nullable().optional();
  const change = z.object({
    identity_type: z.enum(NAMES),
    old_value: value.describe("The value that goes; null adds one."),
    new_value: value.describe("The value that comes; null removes the old one."),
  });
  return z
    .object({ ...commonShape(), identity_changes: z.array(change).max(LIMITS.mapEntries) })
    .meta({ id: "ModifyRequest", description: "Changes of one profile's identities; all or none." });
}
