"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { type Answer, useAction } from "@/components/ui/use-action";
import { COUNTED_BY } from "@/lib/rate-limits/limit";
import type { SetWorkspaceLimitsInput } from "@/lib/rate-limits/set-workspace-limits";
import { LimitFields } from "./limit-fields";
import { areSame, draftOf, limitsOfDraft } from "./limits-draft";
import type { WorkspaceWithLimits } from "./workspace-limits-table";

type WorkspaceLimitsDialogProps = {
  workspace: WorkspaceWithLimits;
  save: (input: SetWorkspaceLimitsInput) => Promise<Answer<void>>;
  onClose: () => void;
  onSaved: () => void;
};

export function WorkspaceLimitsDialog({ workspace, save, onClose, onSaved }: WorkspaceLimitsDialogProps) {
  const form = useId();
  const [draft, setDraft] = useState(draftOf(workspace.limits));
  const [reason, setReason] = useState("");
  const { run, busy, error } = useAction(save, onSaved);
  const limits = limitsOfDraft(draft, COUNTED_BY.workspace);
  const changed = limits !== null && !areSame(limits, workspace.limits, COUNTED_BY.workspace);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (limits) run({ workspaceId: workspace.id, limits, reason });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Limits of ${workspace.name}`}
      description="Per second, all inputs of the workspace together. The account's limits count besides."
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
        <LimitFields counted={COUNTED_BY.workspace} draft={draft} onChange={setDraft} />
        <Field label="Reason" optional help="Stands in the audit.">
          <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {error ? <Callout tone="danger">{error}</Callout> : null}
      </form>
    </Dialog>
  );
}
