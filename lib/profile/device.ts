import { hash } from "node:crypto";
import type { Identity } from "../identity/record";

/** A device of a person within a workspace, as stored in `device`. */
export type Device = {
  readonly das: string;
  readonly platform: string | null;
  /** Epoch ms of receipt. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly limitAdTracking: boolean | null;
  readonly attStatus: string | null;
  readonly attAt: number | null;
  readonly identities: Readonly<Record<string, string>>;
  /** `{ device_info, application_info }`, last seen wins per field. */
  readonly metadata: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly integrationAttributes: Readonly<Record<string, unknown>>;
};

/** What a batch says of its device. */
export type DeviceReport = {
  readonly das: string;
  readonly platform: string | null;
  readonly identities: readonly Identity[];
  readonly deviceInfo: Readonly<Record<string, unknown>>;
  readonly applicationInfo: Readonly<Record<string, unknown>>;
  readonly integrationAttributes: Readonly<Record<string, unknown>>;
};

/** Advertising ids, which leave under "Restrict Device ID by Limit Ad Tracking". */
export const ADVERTISING_TYPES: readonly string[] = [
  "ios_advertising_id",
  "android_advertising_id",
  "fire_advertising_id",
  "roku_advertising_id",
  "microsoft_advertising_id",
];

/** Strongest first: which device id stands for a device that names no stamp. Ours. */
const STRENGTH: readonly string[] = [
  "ios_idfv",
  "android_uuid",
  ...ADVERTISING_TYPES,
  "roku_publisher_id",
  "microsoft_publisher_id",
  "amp_id",
  "push_token",
];

/**
 * A Device Application Stamp for a batch that brings none: always the same for workspace, platform and strongest
 * device id. Null without any device id. Ours.
 */
export function deriveDas(
  workspaceId: number,
  platform: string | null,
  identities: readonly Identity[],
): string | null {
  const strongest = STRENGTH.flatMap((type) => identities.filter((identity) => identity.type === type))[0];
  if (!strongest) return null;
  const hex = hash("sha256", `${workspaceId}\u0000${platform ?? ""}\u0000${strongest.type}\u0000${strongest.value}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The device after a batch: newest values win, what the batch leaves out stays. */
export function mergeDevice(stored: Device | undefined, report: DeviceReport, receivedAt: number): Device {
  const { deviceInfo } = report;
  const lat = deviceInfo.limit_ad_tracking;
  const att = deviceInfo.att_authorization_status;
  const attAt = deviceInfo.att_timestamp_unixtime_ms;
  return {
    das: report.das,
    platform: report.platform ?? stored?.platform ?? null,
    firstSeen: stored?.firstSeen ?? receivedAt,
    lastSeen: Math.max(stored?.lastSeen ?? 0, receivedAt),
    limitAdTracking: typeof lat === "boolean" ? lat : (stored?.limitAdTracking ?? null),
    attStatus: typeof att === "string" ? att : (stored?.attStatus ?? null),
    attAt: typeof attAt === "number" ? attAt : (stored?.attAt ?? null),
    identities: merged(
      stored?.identities,
      Object.fromEntries(report.identities.map(({ type, value }) => [type, value])),
    ),
    metadata: {
      device_info: merged(stored?.metadata.device_info, report.deviceInfo),
      application_info: merged(stored?.metadata.application_info, report.applicationInfo),
    },
    integrationAttributes: merged(stored?.integrationAttributes, report.integrationAttributes),
  };
}

/** A device mostly reports what is known: then nothing is copied. */
function merged<Value>(
  stored: Readonly<Record<string, Value>> | undefined,
  report: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  if (!stored) return report;
  return Object.keys(report).every((name) => stored[name] === report[name]) ? stored : { ...stored, ...report };
}

/**
 * The id by which the Live Stream's device filter knows a device: the advertising id on iOS and Android, else the
 * stamp. https://docs.mparticle.com/guides/platform-guide/live-stream
 */
export function streamDeviceId(identities: readonly Identity[], das: string | null): string | null {
  const first = (type: string) => identities.find((identity) => identity.type === type)?.value;
  return (
    first("ios_advertising_id") ?? first("android_advertising_id") ?? first("ios_idfv") ?? first("android_uuid") ?? das
  );
}
