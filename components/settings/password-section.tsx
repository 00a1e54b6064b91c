"use client";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Section } from "@/components/ui/section";
import { type Answer, useAction } from "@/components/ui/use-action";

type PasswordSectionProps = {
  changePassword: (input: { current: string; next: string }) => Promise<Answer<void>>;
};

/** A new password ends every session of the member, so the next page is sign-in. */
export function PasswordSection({ changePassword }: PasswordSectionProps) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { run, busy, error } = useAction(changePassword, () => window.location.assign("/login"));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ current, next });
  };
  return (
    <Section title="Password" description="A new one signs you out everywhere, here too.">
      <form onSubmit={submit} className="space-y-4">
        <Field label="Current password">
          <Input type="password" value={current} onValueChange={setCurrent} required autoComplete="current-password" />
        </Field>
        <Field label="New password" help="At least 10 characters.">
          <Input
            type="password"
            value={next}
            onValueChange={setNext}
            required
            minLength={10}
            autoComplete="new-password"
          />
        </Field>
        {error ? <Callout tone="danger">{error}</Callout> : null}
        <Button type="submit" busy={busy}>
          Change password
        </Button>
      </form>
    </Section>
  );
}
