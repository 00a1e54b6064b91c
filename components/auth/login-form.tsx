"use client";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = {
  /** A path of our own, to go to after sign-in. */
  readonly callbackUrl: string;
  /** The name of single sign-on, when it is configured. */
  readonly singleSignOn: string | null;
  /** What went wrong before this page was shown. */
  readonly notice: string | null;
};

/** Sign-in by e-mail and password, or by single sign-on. */
export function LoginForm({ callbackUrl, singleSignOn, notice }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(notice);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      const result = await signIn("credentials", {
        redirect: false,
        callbackUrl,
        email: String(form.get("email")),
        password: String(form.get("password")),
      });
      if (result?.ok && !result.error) {
        // A whole load: nothing of the signed-out pages stays in the router's memory.
        window.location.assign(callbackUrl);
        return;
      }
      setError(messageOf(result?.error));
    } catch {
      setError("The server did not answer. Try again.");
    }
    setBusy(false);
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {error ? <Callout tone="danger">{error}</Callout> : null}
      <Field label="Email">
        <Input name="email" type="email" autoComplete="username" required autoFocus />
      </Field>
      <Field label="Password">
        <Input name="password" type="password" autoComplete="current-password" required />
      </Field>
      <Button type="submit" tone="primary" busy={busy} className="w-full">
        Sign in
      </Button>
      {singleSignOn ? (
        <Button className="w-full" onClick={() => void signIn("oidc", { callbackUrl })}>
          Continue with {singleSignOn}
        </Button>
      ) : null}
      <p className="text-muted text-xs">
        Forgot your password? An admin of your account can give you a link to set a new one.
      </p>
    </form>
  );
}

function messageOf(error: string | null | undefined): string {
  const [, seconds] = /^wait:(\d+)$/.exec(error ?? "") ?? [];
  if (seconds) return `Too many attempts. Try again in ${seconds} ${seconds === "1" ? "second" : "seconds"}.`;
  if (error === "CredentialsSignin") return "Email or password is wrong.";
  return "Signing in did not work. Try again.";
}
