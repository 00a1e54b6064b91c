import type { Option } from "@/components/ui/select";

/** Every IANA zone that this runtime knows, UTC first. */
export const TIME_ZONE_OPTIONS: readonly Option<string>[] = [
  "UTC",
  ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC"),
].map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
