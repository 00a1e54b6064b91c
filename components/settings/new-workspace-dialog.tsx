"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Combobox } from "@/components/ui/combobox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import { type Answer, useAction } from "@/components/ui/use-action";
import type { CreateWorkspaceInput } from "@/lib/settings/create-workspace";
import type { WorkspaceView } from "@/lib/settings/workspace-view";
import { TIME_ZONE_OPTIONS } from "./time-zone-options";

type NewWorkspaceDialogProps = {
  workspaces: readonly WorkspaceView[];
  create: (input: CreateWorkspaceInput) => Promise<Answer<WorkspaceView>>;
  onClose: () => void;
  onCreated: (made: WorkspaceView) => void;
};

export function NewWorkspaceDialog({ workspaces, create, onClose, onCreated }: NewWorkspaceDialogProps) {
  const form = useId();
  const scopes = scopesOf(workspaces);
  const [name, setName] = useState("");
  const [timeZone, setTimeZone] = useState("UTC");
  const [people, setPeople] = useState<"own" | "shared">("own");
  const [scope, setScope] = useState(scopes[0]?.value ?? "");
  const { run, busy, error } = useAction(create, onCreated);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ name, timeZone, identityScopeId: people === "own" ? null : Number(scope) });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="New workspace"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} tone="primary" busy={busy}>
            Create workspace
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
        <RadioCards
          label="People"
          value={people}
          onChange={setPeople}
          cards={[
            {
              value: "own",
              title: "Its own",
              description: "Nobody known elsewhere is known here. The same customer ID is another person.",
            },
            {
              value: "shared",
              title: "Shared with other workspaces",
              description: "One profile for a person in all of them. It can be changed until the first person comes.",
            },
          ]}
        />
        {people === "shared" ? (
          <Field label="Shares people with">
            <Select options={scopes} value={scope} onChange={setScope} />
          </Field>
        ) : null}
        {error ? <Callout tone="danger">{error}</Callout> : null}
      </form>
    </Dialog>
  );
}

/** One choice per identity scope, named by the workspaces in it. */
function scopesOf(workspaces: readonly WorkspaceView[]) {
  const names = new Map<number, string[]>();
  for (const { identityScope, name } of workspaces) {
    names.set(identityScope.id, [...(names.get(identityScope.id) ?? []), name]);
  }
  return [...names].map(([id, members]) => ({ value: String(id), label: members.join(", ") }));
}
