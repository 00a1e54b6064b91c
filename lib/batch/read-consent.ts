import { boolean, cleanText, isAllowedName, isObject, readFields, text, time } from "./field";
import { LIMITS } from "./limits";
import type { ConsentRecord, ConsentState } from "./types";
import type { Warnings } from "./warnings";

export const CONSENT_RECORD = {
  consented: boolean,
  timestamp_unixtime_ms: time,
  document: text,
  location: text,
  hardware_id: text,
};

/** Consent of a batch, record by record: one that lacks a choice or a time leaves alone, with a warning. */
export function readConsent(value: unknown, warnings: Warnings): ConsentState | undefined {
  if (value === null || value === undefined) return undefined;
  if (!isObject(value)) {
    warnings.add("field_ignored", { field: "consent_state" });
    return undefined;
  }
  const gdpr = readPurposes("gdpr", value.gdpr, warnings);
  const ccpa = readPurposes("ccpa", value.ccpa, warnings);
  const sale = ccpa?.data_sale_opt_out;
  for (const purpose of Object.keys(ccpa ?? {})) {
    if (purpose !== "data_sale_opt_out") warnings.add("consent_unknown_purpose", { regulation: "ccpa", purpose });
  }
  if (!gdpr && sale === undefined) return undefined;
  return { ...(gdpr ? { gdpr } : {}), ...(sale === undefined ? {} : { ccpa: { data_sale_opt_out: sale } }) };
}

function readPurposes(
  regulation: "gdpr" | "ccpa",
  value: unknown,
  warnings: Warnings,
): Record<string, ConsentRecord | null> | undefined {
  if (value === null || value === undefined) return undefined;
  if (!isObject(value)) {
    warnings.add("field_ignored", { field: `consent_state.${regulation}` });
    return undefined;
  }
  const purposes: Record<string, ConsentRecord | null> = Object.create(null);
  let count = 0;
  for (const name of Object.keys(value)) {
    if (!isAllowedName(name, warnings)) continue;
    if (count === LIMITS.mapEntries) {
      warnings.add("entries_over_limit", { field: `consent_state.${regulation}`, limit: LIMITS.mapEntries });
      break;
    }
    const purpose = cleanText(name, warnings);
    const record = readRecord(value[name], warnings);
    if (record === undefined) warnings.add("consent_invalid", { regulation, purpose });
    else {
      purposes[purpose] = record;
      count += 1;
    }
  }
  return count > 0 ? purposes : undefined;
}

function readRecord(value: unknown, warnings: Warnings): ConsentRecord | null | undefined {
  if (value === null) return null;
  if (!isObject(value)) return undefined;
  const { consented, timestamp_unixtime_ms, ...others } = readFields(CONSENT_RECORD, value, warnings);
  if (consented === undefined || timestamp_unixtime_ms === undefined) return undefined;
  return { consented, timestamp_unixtime_ms, ...others };
}
