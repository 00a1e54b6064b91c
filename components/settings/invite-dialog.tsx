"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useAction } from "@/components/ui/use-action";
import type { Role } from "@/lib/access/permissions";
import type { MadeLink } from "./link-dialog";
import type { MembersActions } from "./members-actions";
import { ROLE_OPTIONS, roleWords } from "./role-words";

type InviteDialogProps = {
  invite: MembersActions["invite"];
  onClose: () => void;
  onInvited: (made: MadeLink) => void;
};

export function InviteDialog({ invite, onClose, onInvited }: InviteDialogProps) {
  const form = useId();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("Marketer");
  const { run, busy, error } = useAction(invite, ({ link }) =>
    onInvited({ title: `${email.trim()} is invited`, what: "It works once, for seven days.", link }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ email, role });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Invite a member"
      description="They get a link by which they choose a password, or sign in by single sign-on with this email."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} tone="primary" busy={busy}>
            Make the link
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="space-y-4">
        <Field label="Email">
          <Input
            type="email"
            value={email}
            onValueChange={setEmail}
            required
            maxLength={320}
            autoComplete="off"
            autoFocus
          />
        </Field>
        <Field label="Role" help={roleWords(role)}>
          <Select options={ROLE_OPTIONS} value={role} onChange={setRole} />
        </Field>
        {error ? <Callout tone="danger">{error}</Callout> : null}
      </form>
    </Dialog>
  );
}
