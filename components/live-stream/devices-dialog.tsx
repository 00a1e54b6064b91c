"use client";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/time";
import { deviceLabel } from "@/lib/live/device-label";
import type { LiveDevices } from "@/lib/live/list-devices";
import type { SaveDeviceInput } from "@/lib/live/save-device";
import { type DeviceDraft, NewDeviceForm } from "./new-device-form";

/** What a server action of this screen answers. */
export type DeviceAnswer = { readonly ok: true } | { readonly ok: false; readonly error: { readonly message: string } };
export type DeviceActions = {
  readonly save: (input: SaveDeviceInput) => Promise<DeviceAnswer>;
  readonly remove: (input: { id: number }) => Promise<DeviceAnswer>;
};

type DevicesDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  devices: LiveDevices | undefined;
  actions: DeviceActions;
  /** After something was saved or deleted. */
  onChanged: () => void;
};

/** The account's saved devices, those sending now, and a form for a new one. */
export function DevicesDialog({ open, onOpenChange, devices, actions, onChanged }: DevicesDialogProps) {
  const [draft, setDraft] = useState<DeviceDraft | null>(null);
  const [error, setError] = useState<string | null>(null);
  const { saved = [], sending = [] } = devices ?? {};
  const unsaved = sending.filter(({ isSaved }) => !isSaved);

  const remove = async (id: number) => {
    const answer = await actions.remove({ id }).catch(() => null);
    setError(answer?.ok ? null : (answer?.error.message ?? "The server could not be reached."));
    onChanged();
  };

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Devices"
      description="Saved devices are there for everybody of the account."
      className="w-[min(38rem,calc(100vw-2rem))]"
    >
      {draft ? (
        <NewDeviceForm
          draft={draft}
          save={actions.save}
          onCancel={() => setDraft(null)}
          onSaved={() => {
            setDraft(null);
            onChanged();
          }}
        />
      ) : (
        <div className="space-y-5">
          <section aria-label="Saved devices">
            <div className="mb-1 flex items-center justify-between">
              <h3 className="font-medium text-muted text-xs">Saved devices ({saved.length})</h3>
              <Button size="sm" onClick={() => setDraft({ platform: "iOS", deviceId: "", name: "" })}>
                <Plus aria-hidden />
                Add New Device
              </Button>
            </div>
            {error ? (
              <p role="alert" className="py-1 text-danger text-xs">
                {error}
              </p>
            ) : null}
            <ul className="divide-y divide-line">
              {saved.map(({ id, name, platform, deviceId }) => (
                <li key={id} className="flex items-center gap-2 py-1.5">
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{name}</span>
                    <span className="block truncate font-mono text-muted text-xs">
                      {deviceLabel(platform, deviceId)}
                    </span>
                  </span>
                  <IconButton label={`Delete ${name}`} onClick={() => void remove(id)}>
                    <Trash2 />
                  </IconButton>
                </li>
              ))}
            </ul>
            {saved.length === 0 ? <p className="py-1 text-muted">No device is saved yet.</p> : null}
          </section>
          <section aria-label="Devices sending now">
            <h3 className="mb-1 font-medium text-muted text-xs">Sent within the last hour ({unsaved.length})</h3>
            <ul className="max-h-64 divide-y divide-line overflow-y-auto">
              {unsaved.map(({ platform, deviceId, lastSeen }) => (
                <li key={deviceId} className="flex items-center gap-2 py-1.5">
                  <span className="min-w-0 flex-1 truncate font-mono text-xs">{deviceLabel(platform, deviceId)}</span>
                  <RelativeTime ms={lastSeen} className="text-muted text-xs" />
                  <IconButton
                    label={`Save device ${deviceId}`}
                    onClick={() => setDraft({ platform: platform ?? "out_of_band", deviceId, name: "" })}
                  >
                    <Plus />
                  </IconButton>
                </li>
              ))}
            </ul>
            {unsaved.length === 0 ? <p className="py-1 text-muted">No other device has sent anything lately.</p> : null}
          </section>
        </div>
      )}
    </Dialog>
  );
}
