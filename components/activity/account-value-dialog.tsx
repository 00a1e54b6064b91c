"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { type Answer, useAction } from "@/components/ui/use-action";
import type { AttributeValue } from "@/lib/batch/types";
import type { SetAccountValueInput } from "@/lib/profile/account-attributes/set-value";
import type { AccountAttributeFact } from "@/lib/profile/view-types";
import type { AccountAttributeView } from "@/lib/settings/list-account-attributes";
import { attributeLabel } from "./attribute-label";
import type { PersonRef } from "./use-timeline";

export type AccountEditing = {
  readonly declared: readonly AccountAttributeView[];
  readonly set: (input: SetAccountValueInput) => Promise<Answer<void>>;
};

type AccountValueDialogProps = {
  person: PersonRef;
  editing: AccountEditing;
  /** The key to begin with; empty: the first one. */
  chosen: string;
  present: readonly AccountAttributeFact[];
  onClose: () => void;
};

type Kind = "text" | "list" | "tag";
const KINDS = [
  { value: "text", label: "Text" },
  { value: "list", label: "List, one entry per line" },
  { value: "tag", label: "Tag, without a value" },
] as const satisfies readonly { value: Kind; label: string }[];

/** Sets, changes or removes the account-level value of one declared key. */
export function AccountValueDialog({ person, editing, chosen, present, onClose }: AccountValueDialogProps) {
  const form = useId();
  const router = useRouter();
  const [key, setKey] = useState(chosen || (editing.declared[0]?.key ?? ""));
  const stored = present.find((one) => one.key === key);
  const done = (what: string, description: string) => () => {
    toast.success(`${attributeLabel(key)} ${what}`, { description });
    onClose();
    router.refresh();
  };
  const setting = useAction(editing.set, done("saved", "It counts in all workspaces of the account."));
  const removing = useAction(editing.set, done("removed", "Each workspace shows its own value again."));
  const busy = setting.busy || removing.busy;
  const error = setting.error ?? removing.error;
  const declared = editing.declared.find((one) => one.key === key);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={stored ? `Change ${attributeLabel(key)}` : "Set an account attribute"}
      description="One value in all workspaces of the account. While it is set, no batch writes or deletes the attribute."
      footer={
        <>
          {stored ? (
            <Button
              className="mr-auto"
              busy={removing.busy}
              disabled={busy}
              onClick={() => removing.run({ ...person, key })}
            >
              Remove value
            </Button>
          ) : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} tone="primary" busy={setting.busy} disabled={busy}>
            Save
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Field label="Attribute" help={declared?.description || undefined}>
          <Select
            options={editing.declared.map((one) => ({ value: one.key, label: attributeLabel(one.key) }))}
            value={key}
            onChange={(next) => {
              setting.clear();
              removing.clear();
              setKey(next);
            }}
            disabled={chosen !== ""}
          />
        </Field>
        <ValueForm
          key={key}
          id={form}
          stored={stored?.value}
          onSave={(value) => setting.run({ ...person, key, value })}
        />
        {error ? <Callout tone="danger">{error}</Callout> : null}
      </div>
    </Dialog>
  );
}

type ValueFormProps = { id: string; stored: AttributeValue | undefined; onSave: (value: AttributeValue) => void };

function ValueForm({ id, stored, onSave }: ValueFormProps) {
  const [kind, setKind] = useState(kindOf(stored));
  const [text, setText] = useState(typeof stored === "string" ? stored : (stored ?? []).join("\n"));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind === "tag") onSave(null);
    else onSave(kind === "text" ? text : text.split("\n").filter((line) => line.trim() !== ""));
  };
  return (
    <form id={id} onSubmit={submit} className="space-y-4">
      <Field label="Kind">
        <Select options={KINDS} value={kind} onChange={setKind} />
      </Field>
      {kind === "tag" ? null : (
        <Field label="Value">
          <Textarea rows={kind === "list" ? 5 : 3} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
      )}
    </form>
  );
}

function kindOf(value: AttributeValue | undefined): Kind {
  if (value === null) return "tag";
  return value === undefined || typeof value === "string" ? "text" : "list";
}
