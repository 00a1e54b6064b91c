"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { useAction } from "@/components/ui/use-action";
import type { ProtectionLevel } from "@/lib/explain/decision";
import { INPUT_KINDS } from "@/lib/inputs/kinds";
import { ACT_AS_OPTIONS, actAsChoice, actAsOf } from "./act-as";
import { LevelCards } from "./level-cards";
import type { CreateFeedAction, NewInputKey } from "./types";

const FEEDS = INPUT_KINDS.filter(({ group }) => group === "feed").map(({ kind, label }) => ({ value: kind, label }));
type AddFeedDialogProps = {
  workspaceId: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  create: CreateFeedAction;
  /** Whether the role may begin at another level than Create & Update. */
  mayChooseLevel: boolean;
  onCreated: (made: NewInputKey) => void;
};

/** A new feed with its level from the start. */
export function AddFeedDialog(props: AddFeedDialogProps) {
  const { workspaceId, open, onOpenChange, create, mayChooseLevel, onCreated } = props;
  const formId = useId();
  const [kind, setKind] = useState("custom_feed");
  const [name, setName] = useState("");
  const [partner, setPartner] = useState("");
  const [actAs, setActAs] = useState(actAsChoice(null));
  const [level, setLevel] = useState<ProtectionLevel>("create_and_update");
  const [isDebug, setDebug] = useState(false);
  const { run, busy, error } = useAction(create, onCreated);
  const mayActAs = INPUT_KINDS.find((known) => known.kind === kind)?.actAs ?? false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({
      workspaceId,
      kind,
      name,
      partner: kind === "partner_feed" ? partner : undefined,
      actAs: mayActAs ? actAsOf(actAs) : null,
      protectionLevel: level,
      isDebug,
    });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add a feed"
      description="Its key and secret are made when you create it."
      className="w-[min(40rem,calc(100vw-2rem))]"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} tone="primary" busy={busy}>
            Create feed
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name">
            <Input value={name} onValueChange={setName} required maxLength={120} autoComplete="off" />
          </Field>
          <Field label="Kind">
            <Select options={FEEDS} value={kind} onChange={setKind} />
          </Field>
          {kind === "partner_feed" ? (
            <Field label="Partner" help="Who sends it.">
              <Input value={partner} onValueChange={setPartner} required maxLength={120} autoComplete="off" />
            </Field>
          ) : null}
          {mayActAs ? (
            <Field label="Act as" help="Which platform outputs take its data for.">
              <Select options={ACT_AS_OPTIONS} value={actAs} onChange={setActAs} />
            </Field>
          ) : null}
        </div>
        <LevelCards value={level} onChange={setLevel} locked={mayChooseLevel ? [] : ["update_only", "read_only"]} />
        {mayChooseLevel ? null : (
          <Callout tone="locked">
            Your role may create feeds at Create &amp; Update only. Admins can choose another level.
          </Callout>
        )}
        <Switch
          label="Development only"
          help="Everything that it sends goes to the development environment, whatever the batch says."
          checked={isDebug}
          onChange={(event) => setDebug(event.target.checked)}
        />
        {error ? <Callout tone="danger">{error}</Callout> : null}
      </form>
    </Dialog>
  );
}
