import { ChevronRight, Smartphone } from "lucide-react";
import { CopyableId } from "@/components/ui/copyable-id";
import { KeyValues } from "@/components/ui/key-values";
import { AbsoluteTime, RelativeTime } from "@/components/ui/time";
import { identityLabel } from "@/lib/batch/identity-names";
import type { DeviceFact } from "@/lib/profile/view-types";
import { words } from "./event-words";
import { Nothing, Panel } from "./panel";

/** Every device of the person in this workspace, the one seen last first. */
export function DevicesPanel({ devices }: { devices: readonly DeviceFact[] }) {
  return (
    <Panel id="devices" title="Devices" count={devices.length} flush={devices.length > 0}>
      {devices.length === 0 ? <Nothing>No batch of this person named a device.</Nothing> : null}
      {devices.map((device) => (
        <details key={device.das} className="group/device border-line border-b last:border-b-0">
          <summary className="flex h-9 cursor-pointer list-none items-center gap-3 px-4 hover:bg-hover [&::-webkit-details-marker]:hidden">
            <ChevronRight className="size-3.5 text-faint group-open/device:rotate-90" aria-hidden />
            <Smartphone className="size-3.5 text-faint" aria-hidden />
            <span className="font-medium">{device.platform ?? "Unknown platform"}</span>
            <span className="truncate text-muted">{[device.model, device.os].filter(Boolean).join(" · ")}</span>
            <span className="ml-auto shrink-0 text-muted text-xs">
              Limit ad tracking: {onOff(device.limitAdTracking)}
            </span>
            <RelativeTime ms={device.lastSeen} className="w-24 shrink-0 text-right text-muted text-xs" />
          </summary>
          <div className="bg-sunken px-4 py-2 pl-11">
            <KeyValues
              rows={[
                {
                  name: "Device application stamp",
                  value: <CopyableId id={device.das} label="device application stamp" />,
                },
                ...device.identities.map(({ type, value }) => ({
                  id: type,
                  name: identityLabel(type),
                  value: <CopyableId id={value} label={identityLabel(type)} />,
                })),
                { name: "First seen", value: <AbsoluteTime ms={device.firstSeen} /> },
                { name: "Last seen", value: <AbsoluteTime ms={device.lastSeen} /> },
                {
                  name: "App tracking (ATT)",
                  value: (
                    <>
                      {device.attStatus ? words(device.attStatus) : "Unknown"}
                      {device.attAt === null ? null : (
                        <>
                          , answered <AbsoluteTime ms={device.attAt} />
                        </>
                      )}
                    </>
                  ),
                },
                ...device.details.map(([name, value], index) => ({ id: `${name}${index}`, name: words(name), value })),
              ]}
            />
          </div>
        </details>
      ))}
    </Panel>
  );
}

function onOff(value: boolean | null): string {
  return value === null ? "unknown" : value ? "on" : "off";
}
