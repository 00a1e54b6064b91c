"use client";
import { KeyRound, Plug, Power } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { CopyableId } from "@/components/ui/copyable-id";
import { KeyValues } from "@/components/ui/key-values";
import { Section } from "@/components/ui/section";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import type { InputView } from "@/lib/inputs/input-view";
import { connectHref } from "./input-href";
import type { NewKey, RotateKeyAction, SetEnabledAction } from "./types";

const ConfirmDialog = dynamic(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog), {
  ssr: false,
});
const KeyDialog = dynamic(() => import("./key-dialog").then((module) => module.KeyDialog), { ssr: false });

type KeysSectionProps = {
  input: InputView;
  mayEdit: boolean;
  rotate: RotateKeyAction;
  setEnabled: SetEnabledAction;
};

/** The key of an input: rotate it, switch it off, and the way to sending with it. */
export function KeysSection({ input, mayEdit, rotate, setEnabled }: KeysSectionProps) {
  const router = useRouter();
  const [asking, setAsking] = useState<"rotate" | "disable" | null>(null);
  const [made, setMade] = useState<NewKey | null>(null);
  const rotating = useAction(rotate, (pair) => {
    setAsking(null);
    setMade(pair);
    router.refresh();
  });
  const switching = useAction(setEnabled, ({ enabled }) => {
    setAsking(null);
    toast.success(enabled ? "It can send again" : "It can't send any more");
    router.refresh();
  });
  const what = input.group === "feed" ? "feed" : "platform";
  return (
    <Section
      title="Key"
      actions={
        mayEdit ? (
          <>
            <Button size="sm" onClick={() => setAsking("rotate")}>
              <KeyRound aria-hidden /> Rotate key
            </Button>
            {input.enabled ? (
              <Button size="sm" onClick={() => setAsking("disable")}>
                <Power aria-hidden /> Disable
              </Button>
            ) : (
              <Button
                size="sm"
                tone="primary"
                busy={switching.busy}
                onClick={() => switching.run({ inputId: input.id, enabled: true })}
              >
                <Power aria-hidden /> Enable
              </Button>
            )}
          </>
        ) : null
      }
    >
      <KeyValues
        rows={[
          { name: "Key", value: <CopyableId id={input.key} label="key" className="max-w-full" /> },
          {
            name: "Secret",
            value: <span className="text-muted">Shown once, when it was made. Rotate the key for a new one.</span>,
          },
        ]}
      />
      <Link href={connectHref(input)} className={buttonClass("plain", "sm", "mt-3")}>
        <Plug aria-hidden /> Connect: snippets, and what arrives
      </Link>
      {asking === "rotate" ? (
        <ConfirmDialog
          open
          onOpenChange={(open) => setAsking(open ? "rotate" : null)}
          title={`Rotate the key of ${input.name}?`}
          consequences={[
            "The key and secret in use stop working at once; senders get 403 until they have the new ones.",
            "The new secret is shown once.",
          ]}
          typeToConfirm={input.name}
          action="Rotate key"
          busy={rotating.busy}
          error={rotating.error}
          onConfirm={() => rotating.run({ inputId: input.id })}
        />
      ) : null}
      {asking === "disable" ? (
        <ConfirmDialog
          open
          onOpenChange={(open) => setAsking(open ? "disable" : null)}
          title={`Disable ${input.name}?`}
          consequences={[
            `This ${what} gets 403 from its next request on; what it sends meanwhile is lost unless the sender repeats it.`,
            "Profiles and events that it sent stay.",
            "It can be enabled again with the same key.",
          ]}
          typeToConfirm={input.name}
          action={`Disable ${what}`}
          busy={switching.busy}
          error={switching.error}
          onConfirm={() => switching.run({ inputId: input.id, enabled: false })}
        />
      ) : null}
      {made ? (
        <KeyDialog
          title={`New key of ${input.name}`}
          pair={made}
          connectHref={connectHref(input)}
          onClose={() => setMade(null)}
        />
      ) : null}
    </Section>
  );
}
