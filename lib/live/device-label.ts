/** Platforms that a saved device may be of, as `device_info.platform` names them. Pure: screens import it. */
export const DEVICE_PLATFORMS = [
  "iOS",
  "Android",
  "web",
  "tvOS",
  "roku",
  "fire_tv",
  "smart_tv",
  "xbox",
  "alexa",
  "desktop",
  "out_of_band",
] as const;
export type DevicePlatform = (typeof DEVICE_PLATFORMS)[number];

const NAMES: Readonly<Record<DevicePlatform, string>> = {
  iOS: "iOS",
  Android: "Android",
  web: "Web",
  tvOS: "tvOS",
  roku: "Roku",
  fire_tv: "Fire TV",
  smart_tv: "Smart TV",
  xbox: "Xbox",
  alexa: "Alexa",
  desktop: "Desktop",
  out_of_band: "Out of band",
};

export function platformName(platform: string | null): string {
  return NAMES[platform as DevicePlatform] ?? platform ?? "Unknown";
}

/** Which id the filter goes by. https://docs.mparticle.com/guides/platform-guide/live-stream */
export function deviceIdName(platform: string): string {
  if (platform === "iOS") return "IDFA, or IDFV where there is none";
  if (platform === "Android") return "Google Advertising ID, or Android ID where there is none";
  return "Device Application Stamp";
}

/** `(IOS) 1f0c…`, as the device filter lists it. */
export function deviceLabel(platform: string | null, deviceId: string): string {
  return `(${platformName(platform).toUpperCase()}) ${deviceId}`;
}
