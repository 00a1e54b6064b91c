import type { Remark } from "../explain/decision";
import { toMpid } from "../int64";
import { ENVIRONMENTS, type Environment } from "./enums";
import { isObject, object, text, textOf, time } from "./field";
import { canonicalIdentity, DEFAULT_PRIORITY, type IdentityType } from "./identity-names";
import type { IdentityChange, IdentityRequest, LookUpRequest, ModifyRequest } from "./identity-request";
import { LIMITS } from "./limits";
import { identityList, isTooLong, readNamedIdentities } from "./read-identities";
import { isAbsentId } from "./text";
import { Warnings } from "./warnings";

/** Fields of every identity request that are read by their table alone; the contract of the API is made from it. */
export const IDENTITY_REQUEST_FIELDS = {
  client_sdk: object({ platform: text, sdk_vendor: text, sdk_version: text }),
  context: text,
  request_id: text,
  request_timestamp_ms: time,
};

export type ReadIdentityRequest<Request extends IdentityRequest = IdentityRequest> =
  | { readonly ok: true; readonly request: Request; readonly warnings: Remark[] }
  | { readonly ok: false; readonly message: string };

const refuse = (message: string): { readonly ok: false; readonly message: string } => ({ ok: false, message });

/**
 * Reads an identify, login, logout or search request, already parsed: lenient as `readBatch` is, but for what the
 * API requires: an environment, and at least one known identity once null, empty and all-zero values are dropped.
 * https://docs.mparticle.com/developers/apis/idsync/http
 */
export function readLookUpRequest(
  endpoint: LookUpRequest["endpoint"],
  raw: unknown,
): ReadIdentityRequest<LookUpRequest> {
  if (!isObject(raw)) return refuse(NO_OBJECT);
  const environment = readEnvironment(raw.environment);
  if (!environment) return refuse(NO_ENVIRONMENT);
  if (!isObject(raw.known_identities)) return refuse('Field "known_identities" is required and must be an object.');
  const warnings = new Warnings();
  const identities = identityList(readNamedIdentities(raw, "known_identities", warnings)).sort(
    // What names a person comes first, in rows and Decisions, whatever the order in which the client wrote it.
    (a, b) => placeOf(a.type) - placeOf(b.type),
  );
  if (identities.length === 0) return refuse("The request needs at least one known identity.");
  const previousMpid = readPreviousMpid(raw.previous_mpid, warnings);
  const common = readCommon(raw, environment, warnings);
  return {
    ok: true,
    request: { ...common, endpoint, identities, ...(previousMpid ? { previousMpid } : {}) },
    warnings: warnings.list(),
  };
}

/**
 * Reads a modify request; the MPID comes from its path, or from the body that we keep. An empty list of changes is
 * one that changes nothing: the browser SDK sends it.
 */
export function readModifyRequest(raw: unknown, mpidOfPath?: string): ReadIdentityRequest<ModifyRequest> {
  if (!isObject(raw)) return refuse(NO_OBJECT);
  const mpid = toMpid(mpidOfPath ?? raw.mpid);
  if (!mpid) return refuse("The MPID must be a 64-bit integer.");
  const environment = readEnvironment(raw.environment);
  if (!environment) return refuse(NO_ENVIRONMENT);
  if (!Array.isArray(raw.identity_changes)) return refuse('Field "identity_changes" is required and must be an array.');
  if (raw.identity_changes.length > LIMITS.mapEntries) {
    return refuse(`A request takes at most ${LIMITS.mapEntries} identity changes.`);
  }
  const warnings = new Warnings();
  const changes: IdentityChange[] = [];
  for (const entry of raw.identity_changes) {
    const change = readChange(entry, warnings);
    if (typeof change === "string") return refuse(change);
    if (change.oldValue !== null || change.newValue !== null) changes.push(change);
  }
  const common = readCommon(raw, environment, warnings);
  return { ok: true, request: { ...common, endpoint: "modify", mpid, changes }, warnings: warnings.list() };
}

function placeOf(type: IdentityType): number {
  const place = DEFAULT_PRIORITY.indexOf(type);
  return place < 0 ? DEFAULT_PRIORITY.length : place;
}

export const NO_OBJECT = "The body must be a JSON object.";
export const NO_ENVIRONMENT = 'Field "environment" is required and must be "production" or "development".';

export function readEnvironment(value: unknown): Environment | null {
  return ENVIRONMENTS.find((environment) => environment === value) ?? null;
}

/** Null, 0 and empty mean none: the first request of a client has no user before. */
function readPreviousMpid(value: unknown, warnings: Warnings) {
  if (value === undefined || value === null || value === "" || value === 0 || value === "0") return null;
  const mpid = toMpid(value);
  if (!mpid) warnings.add("field_ignored", { field: "previous_mpid" });
  return mpid;
}

function readCommon(raw: Record<string, unknown>, environment: Environment, warnings: Warnings) {
  const read = <T>(name: keyof typeof IDENTITY_REQUEST_FIELDS, field: { read: Reader<T> }): T | undefined => {
    const value = raw[name];
    if (value === null || value === undefined || value === "") return undefined;
    const result = field.read(value, warnings, name);
    if (result === undefined) warnings.add("field_ignored", { field: name });
    return result;
  };
  const fields = IDENTITY_REQUEST_FIELDS;
  return {
    environment,
    requestId: read("request_id", fields.request_id),
    requestTimestampMs: read("request_timestamp_ms", fields.request_timestamp_ms),
    context: read("context", fields.context),
    clientSdk: read("client_sdk", fields.client_sdk),
  };
}
type Reader<T> = (value: unknown, warnings: Warnings, name: string) => T | undefined;

function readChange(entry: unknown, warnings: Warnings): IdentityChange | string {
  if (!isObject(entry) || typeof entry.identity_type !== "string") return 'Each change needs an "identity_type".';
  const type = canonicalIdentity(entry.identity_type);
  if (!type) return "An identity_type of identity_changes is not known.";
  const oldValue = readValue(entry.old_value, warnings);
  const newValue = readValue(entry.new_value, warnings);
  if (oldValue === undefined || newValue === undefined) return "A value of identity_changes must be text or null.";
  if (newValue !== null && isTooLong(newValue)) {
    return `A value of identity_changes is longer than ${LIMITS.identityBytes} bytes.`;
  }
  // No record holds a value that is too long to be stored.
  return { type, oldValue: oldValue !== null && isTooLong(oldValue) ? null : oldValue, newValue };
}

/** Null for no value; undefined for what is no value of an identity. */
function readValue(value: unknown, warnings: Warnings): string | null | undefined {
  if (value === null || value === undefined) return null;
  const read = textOf(value, warnings);
  return read !== undefined && isAbsentId(read) ? null : read;
}
