import type { Mpid } from "../int64";
import type { ApplicationInfo, DeviceInfo } from "./device-fields";
import type { Environment, EventType } from "./enums";
import type { EventData } from "./event-fields";
import type { IdentityType } from "./identity-names";
import type { Location } from "./location";

/** Text, a list of texts, or null: a tag, which has a name only. */
export type AttributeValue = string | readonly string[] | null;

export type BatchIdentity = { readonly type: IdentityType; readonly value: string };

/** Shape of the wire. https://docs.mparticle.com/guides/data-privacy-controls */
export type ConsentRecord = {
  readonly consented: boolean;
  readonly timestamp_unixtime_ms: number;
  readonly document?: string;
  readonly location?: string;
  readonly hardware_id?: string;
};
/** A null record withdraws the purpose. */
export type ConsentState = {
  readonly gdpr?: Readonly<Record<string, ConsentRecord | null>>;
  readonly ccpa?: { readonly data_sale_opt_out?: ConsentRecord | null };
};

export type BatchContext = {
  readonly data_plan?: { readonly plan_id?: string; readonly plan_version?: number };
  readonly location?: Location;
};

export type AttributionInfo = {
  readonly service_provider?: string;
  readonly publisher?: string;
  readonly campaign?: string;
};

export type BatchEvent = {
  [T in EventType]: { readonly eventType: T; readonly data: EventData<T> };
}[EventType];

/**
 * A batch as we keep it: names canonical, text storable, limits applied. Nothing in it is of a wrong type.
 * Times are epoch ms. Objects with names of the sender's own have no prototype.
 */
export type Batch = {
  readonly environment: Environment;
  readonly sourceRequestId?: string;
  readonly mpid?: Mpid;
  /** One value per type: user identities, device identities, and the stamp as `device_application_stamp`. */
  readonly identities: readonly BatchIdentity[];
  readonly userAttributes: Readonly<Record<string, AttributeValue>>;
  /** To be applied before the attributes are set. */
  readonly deletedUserAttributes: readonly string[];
  readonly partnerIdentities: Readonly<Record<string, string>>;
  readonly integrationAttributes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Without the identities in it. */
  readonly deviceInfo: DeviceInfo;
  readonly applicationInfo: ApplicationInfo;
  /** The Device Application Stamp, if the batch brings one. */
  readonly das?: string;
  readonly consentState?: ConsentState;
  readonly context?: BatchContext;
  readonly ip?: string;
  readonly attributionInfo?: AttributionInfo;
  readonly events: readonly BatchEvent[];
};
