/** The wire format: JSON, identity names, limits, reading a batch, its stored and outbound forms. Pure. */
export { type AliasRequest, aliasRequestBody, readAliasRequest } from "./alias-request";
export { attributeKey, RESERVED_ATTRIBUTES, SOURCE_FEED_ATTRIBUTE } from "./attributes";
export { canonicalBody, parseBody, type StoredBody, type StoredEvent } from "./body";
export { commerceType } from "./commerce";
export { countBatches } from "./count-batches";
export type { ApplicationInfo, DeviceInfo } from "./device-fields";
export { ENVIRONMENTS, type Environment, EVENT_TYPES, type EventType } from "./enums";
export type { EventData } from "./event-fields";
export {
  canonicalIdentity,
  DEFAULT_PRIORITY,
  DEVICE_IDENTITY_TYPES,
  IDENTITY_TYPES,
  type IdentityType,
  identityBySdkNumber,
  identityLabel,
  isDeviceIdentity,
  isIdentityType,
  profileApiType,
  USER_IDENTITY_TYPES,
} from "./identity-names";
export {
  batchOf,
  type ClientSdk,
  type IdentityChange,
  type IdentityRequest,
  identityApiMap,
  identityRequestBody,
  type LookUpRequest,
  type ModifyRequest,
  parseIdentityRequest,
  type StoredIdentityRequest,
} from "./identity-request";
export { parseJson, stringifyJson } from "./json";
export { LIMITS } from "./limits";
export { type Channel, type OutboundFacts, outboundBatch } from "./outbound";
export { namedEnvironment, type ReadOptions, type ReadResult, readBatch } from "./read-batch";
export { type ReadIdentityRequest, readLookUpRequest, readModifyRequest } from "./read-identity-request";
export { isOversized } from "./size";
export type {
  AttributeValue,
  AttributionInfo,
  Batch,
  BatchContext,
  BatchEvent,
  BatchIdentity,
  ConsentRecord,
  ConsentState,
} from "./types";
