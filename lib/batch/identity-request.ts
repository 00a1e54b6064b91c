import type { Mpid } from "../int64";
import type { Environment } from "./enums";
import { IDENTITY_API_NAMES, type IdentityType } from "./identity-names";
import { parseJson, stringifyJson } from "./json";
import type { Batch, BatchIdentity } from "./types";

/** `client_sdk` of a request to the identity API, as sent. */
export type ClientSdk = {
  readonly platform?: string;
  readonly sdk_vendor?: string;
  readonly sdk_version?: string;
};

/** One change of a modify request; null stands for no value. */
export type IdentityChange = {
  readonly type: IdentityType;
  readonly oldValue: string | null;
  readonly newValue: string | null;
};

type Common = {
  readonly environment: Environment;
  readonly requestId?: string;
  /** Epoch ms, as the client says. */
  readonly requestTimestampMs?: number;
  readonly context?: string;
  readonly clientSdk?: ClientSdk;
};

/** Who is this? Identities canonical, one value per type, at least one. */
export type LookUpRequest = Common & {
  readonly endpoint: "identify" | "login" | "logout" | "search";
  readonly previousMpid?: Mpid;
  readonly identities: readonly BatchIdentity[];
};

/** Change this profile's identities. */
export type ModifyRequest = Common & {
  readonly endpoint: "modify";
  readonly mpid: Mpid;
  readonly changes: readonly IdentityChange[];
};

/** A request to the identity API as we keep it. https://docs.mparticle.com/developers/apis/idsync/http */
export type IdentityRequest = LookUpRequest | ModifyRequest;

/** What an identity request brings as a batch would: the same locks, look-ups and writes serve both. */
export function batchOf(request: IdentityRequest): Batch {
  const identities = request.endpoint === "modify" ? [] : request.identities;
  return {
    environment: request.environment,
    ...(request.endpoint === "modify" ? { mpid: request.mpid } : {}),
    identities,
    userAttributes: {},
    deletedUserAttributes: [],
    partnerIdentities: {},
    integrationAttributes: {},
    deviceInfo: {},
    applicationInfo: {},
    das: identities.find(({ type }) => type === "device_application_stamp")?.value,
    events: [],
  };
}

/**
 * The text kept as `batch.body`: the request as it would be sent again, with canonical identity names; the MPID of a
 * modify request, which its path names, is a field. Reading it gives the same request.
 */
export function identityRequestBody(request: IdentityRequest): string {
  return stringifyJson({
    environment: request.environment,
    request_id: request.requestId,
    request_timestamp_ms: request.requestTimestampMs,
    context: request.context,
    client_sdk: request.clientSdk,
    ...(request.endpoint === "modify"
      ? {
          mpid: request.mpid,
          identity_changes: request.changes.map(({ type, oldValue, newValue }) => ({
            identity_type: type,
            old_value: oldValue,
            new_value: newValue,
          })),
        }
      : {
          previous_mpid: request.previousMpid,
          known_identities: Object.fromEntries(request.identities.map(({ type, value }) => [type, value])),
        }),
  });
}

/** A stored identity request, parsed; of the two last fields it has one. */
export type StoredIdentityRequest = {
  readonly environment: Environment;
  readonly request_id?: string;
  readonly request_timestamp_ms?: number;
  readonly context?: string;
  readonly client_sdk?: ClientSdk;
  readonly previous_mpid?: string;
  readonly mpid?: string;
  readonly known_identities?: Readonly<Partial<Record<IdentityType, string>>>;
  readonly identity_changes?: readonly {
    readonly identity_type: IdentityType;
    readonly old_value: string | null;
    readonly new_value: string | null;
  }[];
};

/** Reads the text of `identityRequestBody` back. */
export function parseIdentityRequest(text: string): StoredIdentityRequest {
  return parseJson(text) as StoredIdentityRequest;
}

/** Identities by the names that the identity API gives them. */
export function identityApiMap(identities: readonly BatchIdentity[]): Record<string, string> {
  return Object.fromEntries(identities.map(({ type, value }) => [IDENTITY_API_NAMES[type] ?? type, value]));
}
