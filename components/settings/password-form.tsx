"use client";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { type Answer, useAction } from "@/components/ui/use-action";

type PasswordFormProps = {
  email: string;
  change: (input: { current: string; next: string }) => Promise<Answer<void>>;
};

/** A new password ends every session; this browser signs in again with it at once. */
export function PasswordForm({ email, change }: PasswordFormProps) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { run, busy, error } = useAction(async (input: { current: string; next: string }) => {
    const answer = await change(input);
    if (!answer.ok) return answer;
    const again = await signIn("credentials", { redirect: false, email, password: input.next });
    if (!again?.ok || again.error) window.location.assign("/login");
    setCurrent("");
    setNext("");
    toast.success("Password changed", { description: "Your other sessions have ended." });
    return answer;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ current, next });
  };
  return (
    <form onSubmit={submit} className="max-w-sm space-y-4">
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <Field label="Current password" error={error}>
        <Input type="password" value={current} onValueChange={setCurrent} required autoComplete="current-password" />
      </Field>
      <Field label="New password" help="At least 10 characters. All other sessions end.">
        <Input
          type="password"
          value={next}
          onValueChange={setNext}
          required
          minLength={10}
          maxLength={200}
          autoComplete="new-password"
        />
      </Field>
      <Button type="submit" busy={busy}>
        Change password
      </Button>
    </form>
  );
}
