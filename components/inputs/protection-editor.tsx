"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Section } from "@/components/ui/section";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import type { ProtectionLevel } from "@/lib/explain/decision";
import { LEVEL_LABELS } from "@/lib/explain/labels";
import type { ProtectionDryRun } from "@/lib/ingest/dry-run-protection";
import { DryRunPanel } from "./dry-run-panel";
import { LevelCards } from "./level-cards";
import type { UpdateProtectionAction } from "./types";

type ProtectionEditorProps = {
  inputId: number;
  level: ProtectionLevel;
  dryRun: ProtectionDryRun;
  mayEdit: boolean;
  role: string;
  save: UpdateProtectionAction;
};

/** What a feed may do to profiles, with what each choice would have done to its last batches. */
export function ProtectionEditor({ inputId, level, dryRun, mayEdit, role, save }: ProtectionEditorProps) {
  const router = useRouter();
  const [chosen, setChosen] = useState(level);
  const [reason, setReason] = useState("");
  const { run, busy, error } = useAction(save, ({ protectionLevel }) => {
    setReason("");
    if (protectionLevel) {
      toast.success(`The level is ${LEVEL_LABELS[protectionLevel]}`, {
        description: "It counts for the next batch received.",
      });
    }
    router.refresh();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ inputId, protectionLevel: chosen, reason });
  };
  const changed = chosen !== level;
  return (
    <Section title="Protection" description="What this feed may do to profiles. Nothing already received is replayed.">
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <form onSubmit={submit} className="space-y-4">
          {mayEdit ? null : (
            <Callout tone="locked" title="You can see the level, not change it">
              Changing it needs the permission <code className="font-mono text-xs">feed_protection.edit</code>, which
              the role {role} does not have. Ask an admin.
            </Callout>
          )}
          <LevelCards value={chosen} onChange={setChosen} disabled={!mayEdit} current={level} />
          {mayEdit ? (
            <>
              <Field label="Reason" optional help="Stands in the history for whoever asks later.">
                <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
              </Field>
              {error ? <Callout tone="danger">{error}</Callout> : null}
              <div className="flex items-center gap-3">
                <Button type="submit" tone="primary" disabled={!changed} busy={busy}>
                  Save
                </Button>
                <span className="text-muted text-xs" aria-live="polite">
                  {changed ? `From ${LEVEL_LABELS[level]} to ${LEVEL_LABELS[chosen]}` : "No change to save"}
                </span>
              </div>
            </>
          ) : null}
        </form>
        <DryRunPanel dryRun={dryRun} level={level} chosen={chosen} mayChoose={mayEdit} />
      </div>
    </Section>
  );
}
