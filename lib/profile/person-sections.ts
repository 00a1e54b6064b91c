import { type Masks, maskBatch } from "../access/masking";
import { IDENTITY_TYPES } from "../batch/identity-names";
import { parseJson, stringifyJson } from "../batch/json";
import type { AttributeValue, ConsentRecord, ConsentState } from "../batch/types";
import type { IdentityRecord } from "../identity/record";
import { compareAttributeKeys, reservedLabel } from "./attribute-order";
import type { AccountValueRow, AttributeRow, DeviceRow, RegulationRow, UsageRow } from "./person-rows";
import type {
  AccountAttributeFact,
  AttributeFact,
  AttributionFact,
  ConsentFact,
  DeviceFact,
  IdentityFact,
  InputRef,
  ShownIdentity,
  WorkspaceUsage,
} from "./view-types";

/** Stored rows of a profile as the page's sections, personal values masked. Pure. */

type Inputs = ReadonlyMap<number, InputRef>;

/** Types in the order of the identity table; within a type the latest value first. */
export function identityFacts(record: IdentityRecord, loginTypes: readonly string[], masks: Masks): IdentityFact[] {
  const order = new Set<string>([...loginTypes, ...IDENTITY_TYPES, ...Object.keys(record)]);
  return [...order].flatMap((type) =>
    (record[type] ?? []).map(({ v, f, u }, index) => ({
      type,
      value: masks.text(v),
      firstSeen: f,
      updatedAt: u,
      current: index === 0,
      login: loginTypes.includes(type),
    })),
  );
}

export function attributeFacts(rows: readonly AttributeRow[], inputs: Inputs, masks: Masks): AttributeFact[] {
  return rows
    .map((row) => ({
      key: row.key,
      label: reservedLabel(row.key),
      value: shownAttribute(JSON.parse(row.value), masks),
      tier: row.tier,
      input: inputs.get(row.input_id) ?? null,
      batchId: row.batch_id,
      updatedAt: row.updated_at,
    }))
    .sort((a, b) => compareAttributeKeys(a.key, b.key));
}

export function accountAttributeFacts(rows: readonly AccountValueRow[], masks: Masks): AccountAttributeFact[] {
  return rows
    .map((row) => ({
      key: row.key,
      label: reservedLabel(row.key),
      value: shownAttribute(JSON.parse(row.value), masks),
      setBy: row.set_by,
      updatedAt: row.updated_at,
    }))
    .sort((a, b) => compareAttributeKeys(a.key, b.key));
}

/** A masked list does not tell how long it is; a tag has no value to hide. */
export function shownAttribute(value: AttributeValue, masks: Masks): AttributeValue {
  if (value === null || !masks.masked) return value;
  return masks.text(typeof value === "string" ? value : value.join(" "));
}

export function usageFacts(
  rows: readonly UsageRow[],
  devices: readonly DeviceRow[],
  names: ReadonlyMap<number, string>,
  inputs: Inputs,
  masks: Masks,
): WorkspaceUsage[] {
  return rows.map((row) => {
    const seen: Record<string, [number, number]> = JSON.parse(row.inputs);
    const device = devices.find((one) => one.workspace_id === row.workspace_id);
    return {
      workspaceId: row.workspace_id,
      name: names.get(row.workspace_id) ?? String(row.workspace_id),
      firstSeen: row.first_seen,
      lastSeen: row.last_seen,
      inputs: Object.entries(seen)
        .map(([id, [firstSeen, lastSeen]]) => ({ ...inputRef(Number(id), inputs), firstSeen, lastSeen }))
        .sort((a, b) => b.lastSeen - a.lastSeen),
      deviceId: device ? mainDeviceId(device, masks) : null,
    };
  });
}

/** An input keeps its number on the page when it belongs to another account of the scope. */
function inputRef(id: number, inputs: Inputs): InputRef {
  return inputs.get(id) ?? { id, name: `Input ${id}`, kind: "" };
}

/** Advertising id, else vendor id, else the stamp. */
const DEVICE_ID_ORDER = ["ios_advertising_id", "android_advertising_id", "ios_idfv", "android_uuid"];

function mainDeviceId(device: DeviceRow, masks: Masks): ShownIdentity {
  const identities: Record<string, string> = JSON.parse(device.identities);
  for (const type of DEVICE_ID_ORDER) {
    const value = identities[type];
    if (value) return { type, value: masks.text(value) };
  }
  return { type: "device_application_stamp", value: device.das };
}

export function deviceFacts(rows: readonly DeviceRow[], masks: Masks): DeviceFact[] {
  return rows.map((row) => {
    const identities: Record<string, string> = JSON.parse(row.identities);
    const stored = parseJson(row.metadata);
    const metadata = (masks.masked ? maskBatch(stored) : stored) as { device_info?: Fields; application_info?: Fields };
    const info = metadata.device_info ?? {};
    return {
      workspaceId: row.workspace_id,
      das: row.das,
      platform: row.platform,
      model: textOrNull(info.device_model) ?? textOrNull(info.product) ?? textOrNull(info.device),
      os: textOrNull(info.os_version) ?? textOrNull(info.build_version_release),
      firstSeen: row.first_seen,
      lastSeen: row.last_seen,
      limitAdTracking: row.limit_ad_tracking,
      attStatus: row.att_status,
      attAt: row.att_at,
      identities: Object.entries(identities)
        .filter(([type]) => type !== "device_application_stamp")
        .map(([type, value]) => ({ type, value: masks.text(value) })),
      details: [...detailsOf(info), ...detailsOf(metadata.application_info ?? {})],
    };
  });
}

/** Platform and model, as lists name a device. */
export function deviceLabel(row: DeviceRow): string {
  const metadata = parseJson(row.metadata) as { device_info?: Fields };
  const model = textOrNull(metadata.device_info?.device_model);
  return [row.platform ?? "Device", model].filter(Boolean).join(" ");
}

type Fields = Readonly<Record<string, unknown>>;

function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function detailsOf(fields: Fields): [string, string][] {
  return Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === "object" && value !== null ? stringifyJson(value) : String(value),
  ]);
}

/** Every purpose that the workspace knows, and every one that the person answered though it is off by now. */
export function consentFacts(text: string, regulations: RegulationRow, masks: Masks): ConsentFact[] {
  const state: ConsentState = JSON.parse(text);
  const purposes = new Set([
    ...(regulations.gdpr_enabled ? regulations.purposes : []),
    ...Object.keys(state.gdpr ?? {}),
  ]);
  const sale = state.ccpa?.data_sale_opt_out ?? null;
  const gdpr = [...purposes].map((purpose) => ({
    regulation: "gdpr" as const,
    purpose,
    record: shownConsent(state.gdpr?.[purpose] ?? null, masks),
  }));
  if (!regulations.ccpa_enabled && !sale) return gdpr;
  return [...gdpr, { regulation: "ccpa", purpose: "data_sale_opt_out", record: shownConsent(sale, masks) }];
}

export function shownConsent(record: ConsentRecord | null, masks: Masks): ConsentRecord | null {
  if (!record || !masks.masked) return record;
  const { location, hardware_id, ...rest } = record;
  return {
    ...rest,
    ...(location ? { location: masks.text(location) } : {}),
    ...(hardware_id ? { hardware_id: masks.text(hardware_id) } : {}),
  };
}

type StoredAttribution = {
  publisher: string;
  campaign: string;
  service_provider?: string;
  input_id: number;
  timestamp_unixtime_ms: number;
};

export function attributionFacts(text: string, inputs: Inputs, masks: Masks): AttributionFact[] {
  const stored: StoredAttribution[] = JSON.parse(text);
  return stored
    .map((one) => ({
      publisher: masks.text(one.publisher),
      campaign: masks.text(one.campaign),
      serviceProvider: one.service_provider ? masks.text(one.service_provider) : null,
      input: inputs.get(one.input_id) ?? null,
      at: one.timestamp_unixtime_ms,
    }))
    .sort((a, b) => b.at - a.at);
}
