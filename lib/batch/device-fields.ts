import { APPLICATION_OS, ATT_STATUSES, PLATFORMS } from "./enums";
import { boolean, type FieldsOf, integer, mapOf, number, oneOf, text, time } from "./field";

/** `device_info` without the identities in it; see read-identities.ts. */
export const DEVICE_INFO = {
  brand: text,
  product: text,
  device: text,
  device_manufacturer: text,
  platform: oneOf(...PLATFORMS),
  os_version: text,
  device_model: text,
  screen_height: integer,
  screen_width: integer,
  screen_dpi: integer,
  device_country: text,
  locale_language: text,
  locale_country: text,
  network_country: text,
  network_carrier: text,
  network_code: text,
  network_mobile_country_code: text,
  timezone_offset: number,
  build_identifier: text,
  build_version_release: text,
  http_header_user_agent: text,
  att_authorization_status: oneOf(...ATT_STATUSES),
  att_timestamp_unixtime_ms: time,
  cpu_architecture: text,
  is_tablet: boolean,
  push_notification_sound_enabled: boolean,
  push_notification_vibrate_enabled: boolean,
  radio_access_technology: text,
  supports_telephony: boolean,
  has_nfc: boolean,
  bluetooth_enabled: boolean,
  bluetooth_version: text,
  limit_ad_tracking: boolean,
  is_dst: boolean,
};
export type DeviceInfo = FieldsOf<typeof DEVICE_INFO>;

export const APPLICATION_INFO = {
  application_name: text,
  application_version: text,
  application_build_number: text,
  install_referrer: text,
  package: text,
  os: oneOf(...APPLICATION_OS),
  apple_search_ads_attributes: mapOf(mapOf(text)),
  sideloaded_kits_count: integer,
};
export type ApplicationInfo = FieldsOf<typeof APPLICATION_INFO>;
