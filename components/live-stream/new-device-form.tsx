"use client";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { DEVICE_PLATFORMS, type DevicePlatform, deviceIdName, platformName } from "@/lib/live/device-label";
import type { SaveDeviceInput } from "@/lib/live/save-device";
import type { DeviceAnswer } from "./devices-dialog";

export type DeviceDraft = { readonly platform: string; readonly deviceId: string; readonly name: string };

type NewDeviceFormProps = {
  draft: DeviceDraft;
  save: (input: SaveDeviceInput) => Promise<DeviceAnswer>;
  onCancel: () => void;
  onSaved: () => void;
};

const isPlatform = (name: string): name is DevicePlatform => DEVICE_PLATFORMS.some((platform) => platform === name);

/** A device to save: its id, a name for it, its type. */
export function NewDeviceForm({ draft, save, onCancel, onSaved }: NewDeviceFormProps) {
  const [platform, setPlatform] = useState<DevicePlatform>(isPlatform(draft.platform) ? draft.platform : "out_of_band");
  const [deviceId, setDeviceId] = useState(draft.deviceId);
  const [name, setName] = useState(draft.name);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await save({ platform, deviceId, name }).catch(() => null);
    setBusy(false);
    if (answer?.ok) onSaved();
    else setError(answer?.error.message ?? "The server could not be reached. Nothing was saved.");
  };

  return (
    <form onSubmit={(event) => void submit(event)} className="space-y-4">
      <Field label="Device Type">
        <Select
          options={DEVICE_PLATFORMS.map((value) => ({ value, label: platformName(value) }))}
          value={platform}
          onChange={setPlatform}
        />
      </Field>
      <Field label="Device ID" help={deviceIdName(platform)}>
        <Input
          value={deviceId}
          onValueChange={setDeviceId}
          required
          maxLength={400}
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
        />
      </Field>
      <Field label="Device Name" error={error}>
        <Input
          value={name}
          onValueChange={setName}
          required
          maxLength={100}
          placeholder="Test phone, second floor"
          autoFocus={draft.deviceId !== ""}
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Back</Button>
        <Button type="submit" tone="primary" busy={busy} disabled={deviceId.trim() === "" || name.trim() === ""}>
          Save
        </Button>
      </div>
    </form>
  );
}
