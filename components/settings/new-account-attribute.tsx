"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { type Answer, useAction } from "@/components/ui/use-action";
import type { DeclareAccountAttributeInput } from "@/lib/settings/declare-account-attribute";

type NewAccountAttributeProps = { declare: (input: DeclareAccountAttributeInput) => Promise<Answer<void>> };

export function NewAccountAttribute({ declare }: NewAccountAttributeProps) {
  const router = useRouter();
  const [key, setKey] = useState("");
  const [description, setDescription] = useState("");
  const { run, busy, error, clear } = useAction(declare, () => {
    toast.success(`${key.trim()} is declared`, { description: "It counts for the next batch received." });
    setKey("");
    setDescription("");
    router.refresh();
  });
  const change = (set: (value: string) => void) => (value: string) => {
    clear();
    set(value);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ key, description });
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field label="Key" help="As batches name it, to the letter. Reserved ones such as $FirstName in any case.">
          <Input
            value={key}
            onValueChange={change(setKey)}
            required
            maxLength={256}
            autoComplete="off"
            spellCheck={false}
            placeholder="such as account_manager"
            className="font-mono text-xs"
          />
        </Field>
        <Field label="Description" optional help="What it says, for whoever sets values.">
          <Input value={description} onValueChange={change(setDescription)} maxLength={300} autoComplete="off" />
        </Field>
      </div>
      <p className="text-muted text-xs">
        Until a person has a value, workspaces go on as before. With one, their own values are hidden, not deleted.
      </p>
      {error ? <Callout tone="danger">{error}</Callout> : null}
      <Button type="submit" busy={busy}>
        Declare
      </Button>
    </form>
  );
}
