"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useAction } from "@/components/ui/use-action";
import { ROLES, type Role } from "@/lib/access/permissions";
import type { MemberView } from "@/lib/members/list-members";
import type { MembersActions } from "./members-actions";
import { ROLE_OPTIONS, roleWords } from "./role-words";

type ChangeRoleDialogProps = {
  member: MemberView;
  isSelf: boolean;
  change: MembersActions["change"];
  onClose: () => void;
  onChanged: () => void;
};

export function ChangeRoleDialog({ member, isSelf, change, onClose, onChanged }: ChangeRoleDialogProps) {
  const form = useId();
  const [role, setRole] = useState<Role>(ROLES.find((known) => known === member.role) ?? "Read Only");
  const { run, busy, error } = useAction(change, onChanged);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ memberId: member.id, role });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Role of ${member.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} tone="primary" disabled={role === member.role} busy={busy}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="space-y-4">
        <Field label="Role" help={roleWords(role)}>
          <Select options={ROLE_OPTIONS} value={role} onChange={setRole} />
        </Field>
        {isSelf ? <Callout tone="warn">This is you: you may lose access to this screen.</Callout> : null}
        <p className="text-muted text-xs">It counts from their next request on; open streams end and begin anew.</p>
        {error ? <Callout tone="danger">{error}</Callout> : null}
      </form>
    </Dialog>
  );
}
