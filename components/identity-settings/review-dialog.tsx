"use client";
import { type FormEvent, useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { useAction } from "@/components/ui/use-action";
import type { IdentitySettings } from "@/lib/identity/settings";
import type { IdentitySettingsPreview } from "@/lib/ingest/preview-identity-settings";
import type { IdentitySettingsView } from "@/lib/settings/get-identity-settings";
import { PreviewResult } from "./preview-result";
import { differenceCount } from "./preview-words";
import type { PreviewAction, SaveAction } from "./types";

type ReviewDialogProps = {
  view: IdentitySettingsView;
  draft: IdentitySettings;
  changes: readonly string[];
  preview: PreviewAction;
  save: SaveAction;
  onClose: () => void;
  onSaved: () => void;
};

/** What the change would do, then why it is made; a change that leads requests elsewhere wants the scope's name typed. */
export function ReviewDialog({ view, draft, changes, preview, save, onClose, onSaved }: ReviewDialogProps) {
  const form = useId();
  const [result, setResult] = useState<IdentitySettingsPreview | null>(null);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const previewing = useAction(preview, setResult);
  const saving = useAction(save, onSaved);
  const { scopeId, scopeName, settings } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens: what is reviewed does not change meanwhile
  useEffect(() => previewing.run({ scopeId, settings: draft }), []);
  const hurts = result !== null && differenceCount(result) > 0;
  const ready = result !== null && reason.trim() !== "" && (!hurts || typed === scopeName);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) saving.run({ scopeId, settings: draft, expected: settings, reason });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="What this change would do"
      description={changes.join(" · ")}
      className="top-[6vh] max-h-[88vh] w-[min(58rem,calc(100vw-2rem))]"
      footer={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" form={form} tone="primary" disabled={!ready} busy={saving.busy}>
            Save
          </Button>
        </>
      }
    >
      <div aria-live="polite" aria-busy={previewing.busy}>
        {result ? <PreviewResult preview={result} /> : null}
        {previewing.error ? <Callout tone="danger">{previewing.error}</Callout> : null}
        {result || previewing.error ? null : <Waiting />}
      </div>
      {result ? (
        <form id={form} onSubmit={submit} className="mt-5 space-y-4 border-line border-t pt-4">
          <Field label="Reason" help="Stands in the history and the audit, for whoever asks later.">
            <Textarea
              rows={2}
              required
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
          {hurts ? (
            <Field label={<>Type {<strong className="break-all font-mono text-xs">{scopeName}</strong>} to confirm</>}>
              <Input value={typed} onValueChange={setTyped} autoComplete="off" spellCheck={false} />
            </Field>
          ) : null}
          {saving.error ? <Callout tone="danger">{saving.error}</Callout> : null}
        </form>
      ) : null}
    </Dialog>
  );
}

function Waiting() {
  return (
    <div className="space-y-3">
      <p className="text-muted">Running the last requests again…</p>
      <Skeleton className="h-14" />
      <Skeleton className="h-40" />
    </div>
  );
}
