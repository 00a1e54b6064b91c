"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { useAction } from "@/components/ui/use-action";
import type { IdentitySettingsView } from "@/lib/settings/get-identity-settings";
import type { MoveAction } from "./types";

type MoveDialogProps = {
  view: IdentitySettingsView;
  workspace: { readonly id: number; readonly name: string };
  move: MoveAction;
  onClose: () => void;
  onMoved: () => void;
};

const OWN = "own";

/** Into which scope a workspace moves: one of others, or one of its own. */
export function MoveDialog({ view, workspace, move, onClose, onMoved }: MoveDialogProps) {
  const form = useId();
  const { otherScopes, workspaces, foreignWorkspaces } = view;
  const isAlone = workspaces.length + foreignWorkspaces === 1;
  const cards = [
    ...otherScopes.map(({ id, workspaces: names }) => ({
      value: String(id),
      title: `With ${names.join(", ")}`,
      description: "One profile for a person in all of them, by the settings that they have.",
    })),
    ...(isAlone
      ? []
      : [
          {
            value: OWN,
            title: "Its own",
            description: "Nobody known elsewhere is known here. It begins with the default settings.",
          },
        ]),
  ];
  const [chosen, setChosen] = useState(cards[0]?.value ?? OWN);
  const [reason, setReason] = useState("");
  const { run, busy, error } = useAction(move, onMoved);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ workspaceId: workspace.id, identityScopeId: chosen === OWN ? null : Number(chosen), reason });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Move ${workspace.name} to another scope`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} tone="primary" busy={busy}>
            Move
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="space-y-4">
        <RadioCards label="Shares its people" value={chosen} onChange={setChosen} cards={cards} />
        <Field label="Reason" optional help="Stands in the audit.">
          <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {error ? <Callout tone="danger">{error}</Callout> : null}
      </form>
    </Dialog>
  );
}
