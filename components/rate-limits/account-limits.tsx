"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { toast } from "@/components/ui/toast";
import { type Answer, useAction } from "@/components/ui/use-action";
import {
  COUNTED_BY,
  DOCUMENTED_LIMITS,
  type Limits,
  type LimitsMode,
  modeOf,
  NO_LIMITS,
} from "@/lib/rate-limits/limit";
import type { SetAccountLimitsInput } from "@/lib/rate-limits/set-account-limits";
import { LimitFields } from "./limit-fields";
import { areSame, draftOf, limitsOfDraft } from "./limits-draft";

const MODES: readonly { value: LimitsMode; title: string; description: string }[] = [
  { value: "off", title: "Off", description: "As fast as this machine can take it." },
  {
    value: "documented",
    title: "As documented",
    description: "270 Events API batches and 15 Profile API requests a second.",
  },
  { value: "own", title: "Own values", description: "A number per second for each kind of traffic." },
];

type AccountLimitsProps = {
  limits: Limits;
  mayEdit: boolean;
  save: (input: SetAccountLimitsInput) => Promise<Answer<void>>;
};

/** The choice of an account's limits. */
export function AccountLimits({ limits, mayEdit, save }: AccountLimitsProps) {
  const router = useRouter();
  const inForce = modeOf(limits);
  const [mode, setMode] = useState(inForce);
  const [draft, setDraft] = useState(draftOf(limits));
  const [reason, setReason] = useState("");
  const { run, busy, error } = useAction(save, () => {
    setReason("");
    toast.success("Rate limits saved", { description: "They count for the next request." });
    router.refresh();
  });
  const own = limitsOfDraft(draft, COUNTED_BY.account);
  const wanted = mode === "off" ? NO_LIMITS : mode === "documented" ? DOCUMENTED_LIMITS : own;
  const changed = wanted !== null && !areSame(wanted, limits, COUNTED_BY.account);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted) run({ limits: wanted, reason });
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <RadioCards
        label="Limits of the account"
        hideLabel
        columns
        value={mode}
        onChange={setMode}
        disabled={!mayEdit}
        cards={MODES.map((card) => ({ ...card, after: card.value === inForce ? "in force" : undefined }))}
      />
      {mode === "own" ? (
        <LimitFields counted={COUNTED_BY.account} draft={draft} onChange={setDraft} disabled={!mayEdit} />
      ) : null}
      {mayEdit ? (
        <>
          {changed ? (
            <Field label="Reason" optional help="Stands in the audit.">
              <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
          ) : null}
          {error ? <Callout tone="danger">{error}</Callout> : null}
          <div className="flex items-center gap-3">
            <Button type="submit" tone="primary" disabled={!changed} busy={busy}>
              Save
            </Button>
            <span className="text-muted text-xs" aria-live="polite">
              {changed ? "Not saved yet" : wanted ? "No change to save" : "A value can't be saved"}
            </span>
          </div>
        </>
      ) : null}
    </form>
  );
}
