"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { THEME_LABELS, THEMES } from "@/components/shell/preferences";
import { usePreferences } from "@/components/shell/use-preferences";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { KeyValues } from "@/components/ui/key-values";
import { PageHeader } from "@/components/ui/page-header";
import { Section, Sections } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { type Answer, useAction } from "@/components/ui/use-action";
import { useZone } from "@/components/ui/zone-provider";
import { ZONE_CHOICE_LABELS, ZONE_CHOICES } from "@/lib/format";
import { PasswordForm } from "./password-form";
import { roleWords } from "./role-words";

type AccountScreenProps = {
  name: string;
  email: string;
  role: string;
  accountName: string;
  signIn: "password" | "single_sign_on";
  saveName: (input: { name: string }) => Promise<Answer<void>>;
  changePassword: (input: { current: string; next: string }) => Promise<Answer<void>>;
};

/** Settings > Your account: what everybody sets for themselves. */
export function AccountScreen(props: AccountScreenProps) {
  const { email, role, accountName, signIn, changePassword } = props;
  return (
    <>
      <PageHeader crumbs={[{ label: "Settings" }]} title="Your account" description="Only you see and change this." />
      <Sections>
        <Section title="Profile">
          <NameForm {...props} />
          <KeyValues
            className="mt-4 border-line border-t pt-2"
            rows={[
              { name: "Email", value: email },
              {
                name: `Role in ${accountName}`,
                value: (
                  <>
                    {role} <span className="text-muted text-xs">· {roleWords(role)}</span>
                  </>
                ),
              },
            ]}
          />
        </Section>
        <Display />
        <Section title="Password">
          {signIn === "password" ? (
            <PasswordForm email={email} change={changePassword} />
          ) : (
            <p className="text-muted">You sign in by single sign-on and have no password here.</p>
          )}
        </Section>
      </Sections>
    </>
  );
}

function NameForm({ name: saved, saveName }: Pick<AccountScreenProps, "name" | "saveName">) {
  const router = useRouter();
  const [name, setName] = useState(saved);
  const { run, busy, error } = useAction(saveName, () => {
    toast.success("Name saved");
    router.refresh();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ name });
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <div className="flex items-end gap-2">
        <Field label="Name" className="max-w-sm flex-1">
          <Input value={name} onValueChange={setName} required maxLength={100} autoComplete="name" />
        </Field>
        <Button type="submit" disabled={name.trim() === saved} busy={busy}>
          Save name
        </Button>
      </div>
      {error ? <Callout tone="danger">{error}</Callout> : null}
    </form>
  );
}

/** Theme and zone take effect at once, as in the menu of the sidebar. */
function Display() {
  const { theme, setTheme, zoneChoice, setZoneChoice } = usePreferences();
  const zone = useZone();
  return (
    <Section title="Display">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Theme">
          <Select
            options={THEMES.map((value) => ({ value, label: THEME_LABELS[value] }))}
            value={theme}
            onChange={setTheme}
          />
        </Field>
        <Field label="Times are shown in" help={`Now: ${zone.replaceAll("_", " ")}`}>
          <Select
            options={ZONE_CHOICES.map((value) => ({ value, label: ZONE_CHOICE_LABELS[value] }))}
            value={zoneChoice}
            onChange={(next) => void setZoneChoice(next)}
          />
        </Field>
      </div>
    </Section>
  );
}
