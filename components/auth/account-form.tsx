"use client";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export type FormField = {
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "email" | "password";
  readonly help?: string;
  readonly autoComplete?: string;
  readonly value?: string;
  readonly readOnly?: boolean;
};

type Result =
  | { readonly ok: true; readonly data: { readonly email: string } }
  | { readonly ok: false; readonly error: { readonly message: string } };

type Props = {
  readonly fields: readonly FormField[];
  readonly button: string;
  /** Makes or changes the account and says whose it is. */
  readonly action: (values: Record<string, string>) => Promise<Result>;
};

/** A form before sign-in that ends with a password: does its work, then signs in with what was typed. */
export function AccountForm({ fields, button, action }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(event.currentTarget)) values[name] = String(value);
    setBusy(true);
    setError(null);
    try {
      const result = await action(values);
      if (result.ok) {
        await signIn("credentials", { redirect: false, email: result.data.email, password: values.password });
        window.location.assign("/");
        return;
      }
      setError(result.error.message);
    } catch {
      setError("The server did not answer. Try again.");
    }
    setBusy(false);
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {error ? (
        <div role="alert">
          <Callout tone="danger">{error}</Callout>
        </div>
      ) : null}
      {fields.map(({ name, label, type = "text", help, autoComplete, value, readOnly }) => (
        <Field key={name} label={label} help={help}>
          <Input
            name={name}
            type={type}
            autoComplete={autoComplete ?? "off"}
            defaultValue={value}
            readOnly={readOnly}
            minLength={type === "password" ? 10 : undefined}
            required
          />
        </Field>
      ))}
      <Button type="submit" tone="primary" busy={busy} className="w-full">
        {button}
      </Button>
    </form>
  );
}
