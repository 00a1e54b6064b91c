"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { type Answer, useAction } from "@/components/ui/use-action";
import type { AddPartnerIdentityInput } from "@/lib/settings/add-partner-identity";

type NewPartnerIdentityProps = {
  partners: readonly string[];
  add: (input: AddPartnerIdentityInput) => Promise<Answer<void>>;
};

/** A name and its owner: one of the partners that send a feed, or any other. */
export function NewPartnerIdentity({ partners, add }: NewPartnerIdentityProps) {
  const router = useRouter();
  const list = useId();
  const [name, setName] = useState("");
  const [partner, setPartner] = useState("");
  const { run, busy, error, clear } = useAction(add, () => {
    toast.success(`${name.trim()} registered`, { description: "It counts for the next batch received." });
    setName("");
    setPartner("");
    router.refresh();
  });
  const change = (set: (value: string) => void) => (value: string) => {
    clear();
    set(value);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ name, partner });
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field label="Name" help="As batches name it, to the letter: the partner, an underscore, the identity.">
          <Input
            value={name}
            onValueChange={change(setName)}
            required
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            placeholder="Partner_IdentityName"
            className="font-mono text-xs"
          />
        </Field>
        <Field
          label="Partner"
          help="A partner's feed may send only its own. Custom feeds and platforms may send any that is registered."
        >
          <Input
            value={partner}
            onValueChange={change(setPartner)}
            required
            maxLength={120}
            autoComplete="off"
            list={list}
          />
        </Field>
        <datalist id={list}>
          {partners.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </div>
      {error ? <Callout tone="danger">{error}</Callout> : null}
      <Button type="submit" busy={busy}>
        Register
      </Button>
    </form>
  );
}
