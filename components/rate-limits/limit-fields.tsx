"use client";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import type { Counted } from "@/lib/rate-limits/limit";
import { ACCELERATION_HELP, COUNTED_WORDS } from "./limit-words";
import { errorOf, type LimitsDraft } from "./limits-draft";

type LimitFieldsProps = {
  /** In this order. */
  counted: readonly Counted[];
  draft: LimitsDraft;
  onChange: (draft: LimitsDraft) => void;
  disabled?: boolean;
};

/** A number per second for each kind, and whether their acceleration is limited. */
export function LimitFields({ counted, draft, onChange, disabled = false }: LimitFieldsProps) {
  const { texts, limitAcceleration } = draft;
  return (
    <div className="@container space-y-4">
      <div className="grid @xl:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] items-start gap-4">
        {counted.map((kind) => (
          <Field
            key={kind}
            label={COUNTED_WORDS[kind].label}
            help={COUNTED_WORDS[kind].help}
            error={errorOf(texts[kind])}
            disabled={disabled}
          >
            <Input
              value={texts[kind] ?? ""}
              onValueChange={(text) => onChange({ ...draft, texts: { ...texts, [kind]: text } })}
              inputMode="numeric"
              autoComplete="off"
              placeholder="No limit"
              className="max-w-56"
            />
          </Field>
        ))}
      </div>
      <Switch
        label="Limit acceleration, too"
        help={ACCELERATION_HELP}
        checked={limitAcceleration}
        disabled={disabled}
        onChange={(event) => onChange({ ...draft, limitAcceleration: event.target.checked })}
      />
    </div>
  );
}
