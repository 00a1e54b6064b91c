"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/section";
import { toast } from "@/components/ui/toast";
import { type Answer, useAction } from "@/components/ui/use-action";
import { plural } from "@/lib/format";
import type { InputLimitsView } from "@/lib/rate-limits/get-input-limits";
import { COUNTED_BY, type Limits } from "@/lib/rate-limits/limit";
import type { SetInputLimitsInput } from "@/lib/rate-limits/set-input-limits";
import { LimitFields } from "./limit-fields";
import { areSame, draftOf, limitsOfDraft } from "./limits-draft";

type InputLimitsProps = {
  inputId: number;
  limits: InputLimitsView;
  mayEdit: boolean;
  save: (input: SetInputLimitsInput) => Promise<Answer<void>>;
};

/** How fast an input may send, what else limits it, and what was refused. */
export function InputLimits({ inputId, limits, mayEdit, save }: InputLimitsProps) {
  const router = useRouter();
  const [draft, setDraft] = useState(draftOf(limits.own));
  const { run, busy, error } = useAction(save, () => {
    toast.success("Rate limit saved", { description: "It counts for the next request." });
    router.refresh();
  });
  const wanted = limitsOfDraft(draft, COUNTED_BY.input);
  const changed = wanted !== null && !areSame(wanted, limits.own, COUNTED_BY.input);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted) run({ inputId, limits: wanted });
  };
  const others = [isLimited(limits.workspace) && "workspace", isLimited(limits.account) && "account"].filter(Boolean);
  return (
    <Section
      title="Rate limit"
      after={limits.refused > 0 ? `${plural(limits.refused, "request")} refused in the last 24 hours` : undefined}
    >
      <form onSubmit={submit} className="space-y-4">
        <LimitFields counted={COUNTED_BY.input} draft={draft} onChange={setDraft} disabled={!mayEdit} />
        {others.length > 0 ? (
          <p className="text-muted text-xs">The limits of its {others.join(" and its ")} count besides.</p>
        ) : null}
        {error ? <Callout tone="danger">{error}</Callout> : null}
        {mayEdit ? (
          <Button type="submit" disabled={!changed} busy={busy}>
            Save limit
          </Button>
        ) : null}
      </form>
    </Section>
  );
}

/** Whether there is a limit that counts for inputs. */
function isLimited({ perSecond }: Limits): boolean {
  return perSecond.batches !== undefined || perSecond.client_requests !== undefined;
}
