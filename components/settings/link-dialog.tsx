"use client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export type MadeLink = { readonly title: string; readonly what: string; readonly link: string };

/** The one time that a link is shown. */
export function LinkDialog({ made, onClose }: { made: MadeLink; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={made.title}
      footer={
        <Button tone="primary" onClick={onClose}>
          I have passed it on
        </Button>
      }
    >
      <div className="space-y-4">
        <Callout tone="warn" title="The link is shown only now">
          {made.what} Nothing is sent by mail: pass it on yourself, by a way that only they read.
        </Callout>
        <Field label="Link">
          <div className="flex items-center gap-2">
            <Input
              readOnly
              value={made.link}
              className="font-mono text-xs"
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton text={made.link} label="link" className="size-8" />
          </div>
        </Field>
      </div>
    </Dialog>
  );
}
