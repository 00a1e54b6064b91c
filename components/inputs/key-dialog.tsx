"use client";
import { Plug } from "lucide-react";
import Link from "next/link";
import { handSecret } from "@/components/connect/handed-secret";
import { Button, buttonClass } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CopyableId } from "@/components/ui/copyable-id";
import { Dialog } from "@/components/ui/dialog";
import { KeyValues } from "@/components/ui/key-values";
import type { NewKey } from "./types";

type KeyDialogProps = {
  title: string;
  /** Null closes it. */
  pair: NewKey | null;
  /** Where the input's snippets are. */
  connectHref: string;
  onClose: () => void;
};

/** The one time that a secret is shown. */
export function KeyDialog({ title, pair, connectHref, onClose }: KeyDialogProps) {
  return (
    <Dialog
      open={pair !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      className="w-[min(44rem,calc(100vw-2rem))]"
      footer={
        <>
          {pair ? (
            <Link href={connectHref} onClick={() => handSecret(pair)} className={buttonClass()}>
              <Plug aria-hidden /> Connect with it
            </Link>
          ) : null}
          <Button tone="primary" onClick={onClose}>
            I have stored the secret
          </Button>
        </>
      }
    >
      {pair ? (
        <div className="space-y-4">
          <Callout tone="warn" title="The secret is shown only now">
            Store it where the sender can read it. If it gets lost, rotate the key. Connect shows it once more, in
            snippets that are ready to run.
          </Callout>
          <KeyValues
            rows={[
              { name: "Key", value: <CopyableId id={pair.key} label="key" className="max-w-full" /> },
              { name: "Secret", value: <CopyableId id={pair.secret} label="secret" className="max-w-full" /> },
            ]}
          />
        </div>
      ) : null}
    </Dialog>
  );
}
