"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Combobox } from "@/components/ui/combobox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type Answer, useAction } from "@/components/ui/use-action";
import type { UpdateWorkspaceInput } from "@/lib/settings/update-workspace";
import type { WorkspaceView } from "@/lib/settings/workspace-view";
import { TIME_ZONE_OPTIONS } from "./time-zone-options";

type EditWorkspaceDialogProps = {
  workspace: WorkspaceView;
  update: (input: UpdateWorkspaceInput) => Promise<Answer<WorkspaceView>>;
  onClose: () => void;
  onSaved: () => void;
};

export function EditWorkspaceDialog({ workspace, update, onClose, onSaved }: EditWorkspaceDialogProps) {
  const form = useId();
  const [name, setName] = useState(workspace.name);
  const [timeZone, setTimeZone] = useState(workspace.timeZone);
  const { run, busy, error } = useAction(update, onSaved);
  const changed = name !== workspace.name || timeZone !== workspace.timeZone;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ workspaceId: workspace.id, name, timeZone });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Edit ${workspace.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} tone="primary" disabled={!changed} busy={busy}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="space-y-4">
        <Field label="Name">
          <Input value={name} onValueChange={setName} required maxLength={120} autoComplete="off" autoFocus />
        </Field>
        <Field
          label="Time zone"
          help="In which readers may choose to see its times. It changes nothing that is stored."
        >
          <Combobox
            options={TIME_ZONE_OPTIONS}
            value={timeZone}
            onChange={setTimeZone}
            searchPlaceholder="Search zones…"
          />
        </Field>
        {error ? <Callout tone="danger">{error}</Callout> : null}
      </form>
    </Dialog>
  );
}
