import { Bookmark, MonitorSmartphone } from "lucide-react";
import type { Option } from "@/components/ui/select";
import { deviceLabel } from "@/lib/live/device-label";
import type { LiveDevices } from "@/lib/live/list-devices";

/** Stands for no device: the filter's default. */
export const ALL_DEVELOPMENT = "all";

/** The device filter's choices: everything, saved devices, then those sending now; the chosen one is always there. */
export function deviceOptions(devices: LiveDevices | undefined, chosen: string | null): Option<string>[] {
  const options: Option<string>[] = [
    { value: ALL_DEVELOPMENT, label: "All development data", icon: <MonitorSmartphone aria-hidden /> },
    ...(devices?.saved ?? []).map(({ value, platform, deviceId, name }) => ({
      value,
      label: `${name} ${deviceLabel(platform, deviceId)}`,
      icon: <Bookmark aria-hidden />,
    })),
    ...(devices?.sending ?? []).map(({ platform, deviceId }) => ({
      value: deviceId,
      label: deviceLabel(platform, deviceId),
    })),
  ];
  if (chosen === null || options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: chosen.startsWith("saved-") ? "A saved device" : chosen }];
}
