"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { type Answer, useAction } from "@/components/ui/use-action";
import type { SetRegulationInput } from "@/lib/settings/set-regulation";

const ConfirmDialog = dynamic(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog), {
  ssr: false,
});

type RegulationSwitchProps = {
  regulation: "gdpr" | "ccpa";
  enabled: boolean;
  help: string;
  workspace: { readonly id: number; readonly name: string };
  mayEdit: boolean;
  save: (input: SetRegulationInput) => Promise<Answer<void>>;
};

/** On takes effect at once; off asks first, since consent that comes meanwhile is lost. */
export function RegulationSwitch({ regulation, enabled, help, workspace, mayEdit, save }: RegulationSwitchProps) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const name = regulation.toUpperCase();
  const { run, busy, error, clear } = useAction(save, () => {
    setAsking(false);
    setReason("");
    toast.success(`${name} is ${enabled ? "off" : "on"}`, { description: "It counts for the next batch received." });
    router.refresh();
  });
  const change = (next: boolean) => {
    clear();
    if (next) run({ workspaceId: workspace.id, regulation, enabled: true });
    else setAsking(true);
  };
  return (
    <div className="space-y-3">
      <Switch
        label={`Keep consent by ${name}`}
        help={help}
        checked={enabled}
        disabled={!mayEdit || busy}
        onChange={(event) => change(event.target.checked)}
      />
      {error && !asking ? <Callout tone="danger">{error}</Callout> : null}
      {asking ? (
        <ConfirmDialog
          open
          onOpenChange={setAsking}
          title={`Switch ${name} off for ${workspace.name}?`}
          consequences={[
            `${name} consent in new batches is ignored, with a warning on each of them. It can't be got back.`,
            "What people answered before stays stored and counts again when it is on.",
          ]}
          typeToConfirm={workspace.name}
          action={`Switch ${name} off`}
          busy={busy}
          error={error}
          onConfirm={() => run({ workspaceId: workspace.id, regulation, enabled: false, reason })}
        >
          <Field label="Reason" optional help="Stands in the audit.">
            <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
