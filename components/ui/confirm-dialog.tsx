"use client";
import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type ReactNode, useId, useState } from "react";
import { Button } from "./button";
import { Callout } from "./callout";
import { cn } from "./cn";
import { BACKDROP, CENTRED } from "./dialog";
import { Input } from "./input";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will happen, one sentence each. */
  consequences: readonly string[];
  /** Text that has to be typed before the button works. */
  typeToConfirm?: string;
  /** The verb of the button, such as "Disable feed". */
  action: string;
  busy?: boolean;
  error?: string | null;
  onConfirm: () => void;
  /** More fields, such as a reason. */
  children?: ReactNode;
};

/** Asks before something that hurts: lists what follows and, if told, wants a word typed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, consequences, typeToConfirm, action, busy, error, onConfirm, children } = props;
  const [typed, setTyped] = useState("");
  const id = useId();
  const ready = !typeToConfirm || typed === typeToConfirm;
  const change = (next: boolean) => {
    setTyped("");
    onOpenChange(next);
  };
  return (
    <Base.Root open={open} onOpenChange={change}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup className={cn(CENTRED, "w-[min(28rem,calc(100vw-2rem))]")}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (ready && !busy) onConfirm();
            }}
          >
            <div className="space-y-3 px-5 py-4">
              <Base.Title className="font-semibold text-lg">{title}</Base.Title>
              <Base.Description render={<ul />} className="list-disc space-y-1 pl-4 text-muted">
                {consequences.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </Base.Description>
              {children}
              {typeToConfirm ? (
                <div className="space-y-1.5">
                  <label htmlFor={id} className="block">
                    Type <strong className="break-all font-mono font-semibold text-xs">{typeToConfirm}</strong> to
                    confirm
                  </label>
                  <Input id={id} value={typed} onValueChange={setTyped} autoComplete="off" spellCheck={false} />
                </div>
              ) : null}
              {error ? <Callout tone="danger">{error}</Callout> : null}
            </div>
            <div className="flex justify-end gap-2 border-line border-t px-5 py-3">
              <Button onClick={() => change(false)}>Cancel</Button>
              <Button type="submit" tone="danger" disabled={!ready} busy={busy}>
                {action}
              </Button>
            </div>
          </form>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
