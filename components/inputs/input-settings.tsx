"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import type { InputView } from "@/lib/inputs/input-view";
import { kindOf, mayRestrictByLat } from "@/lib/inputs/kinds";
import { ACT_AS_OPTIONS, actAsChoice, actAsOf } from "./act-as";
import { AllowedOrigins } from "./allowed-origins";
import type { UpdateInputAction } from "./types";

type InputSettingsProps = { input: InputView; mayEdit: boolean; update: UpdateInputAction };

/** Name and behaviour of an input; only what its kind has. */
export function InputSettings({ input, mayEdit, update }: InputSettingsProps) {
  const router = useRouter();
  const kind = kindOf(input.kind);
  const [name, setName] = useState(input.name);
  const [actAs, setActAs] = useState(actAsChoice(input.actAs));
  const [isDebug, setDebug] = useState(input.isDebug);
  const [restrict, setRestrict] = useState(input.restrictDeviceIdByLat);
  const [keyOnly, setKeyOnly] = useState(input.allowKeyOnly);
  const [origins, setOrigins] = useState(input.allowedOrigins);
  const { run, busy, error } = useAction(update, (saved) => {
    setName(saved.name);
    toast.success("Settings saved");
    router.refresh();
  });
  const changed =
    name !== input.name ||
    actAsOf(actAs) !== input.actAs ||
    isDebug !== input.isDebug ||
    restrict !== input.restrictDeviceIdByLat ||
    keyOnly !== input.allowKeyOnly ||
    origins.join(" ") !== input.allowedOrigins.join(" ");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({
      inputId: input.id,
      name,
      actAs: actAsOf(actAs),
      isDebug,
      restrictDeviceIdByLat: restrict,
      allowKeyOnly: keyOnly,
      allowedOrigins: [...origins],
    });
  };
  return (
    <Section title="Settings">
      <form onSubmit={submit} className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name" disabled={!mayEdit}>
            <Input value={name} onValueChange={setName} required maxLength={120} autoComplete="off" />
          </Field>
          {kind.actAs ? (
            <Field label="Act as" help="Which platform outputs take its data for." disabled={!mayEdit}>
              <Select options={ACT_AS_OPTIONS} value={actAs} onChange={setActAs} disabled={!mayEdit} />
            </Field>
          ) : null}
        </div>
        {kind.group === "feed" ? (
          <Switch
            label="Development only"
            help="Everything that it sends goes to the development environment, whatever the batch says."
            checked={isDebug}
            disabled={!mayEdit}
            onChange={(event) => setDebug(event.target.checked)}
          />
        ) : null}
        {mayRestrictByLat(kind) ? (
          <Switch
            label="Restrict device ID by Limit Ad Tracking"
            help="Where a device limits ad tracking, its advertising ID is dropped before anything is stored."
            checked={restrict}
            disabled={!mayEdit}
            onChange={(event) => setRestrict(event.target.checked)}
          />
        ) : null}
        {kind.group === "platform" ? (
          <>
            <Switch
              label="Key alone is enough"
              help="Browsers and apps can't keep a secret: they send with the key only. When off, every request needs the secret."
              checked={keyOnly}
              disabled={!mayEdit}
              onChange={(event) => setKeyOnly(event.target.checked)}
            />
            <AllowedOrigins origins={origins} mayEdit={mayEdit} onChange={setOrigins} />
          </>
        ) : null}
        {error ? <Callout tone="danger">{error}</Callout> : null}
        {mayEdit ? (
          <Button type="submit" disabled={!changed} busy={busy}>
            Save settings
          </Button>
        ) : null}
      </form>
    </Section>
  );
}
