import Link from "next/link";
import { inputHref } from "@/components/inputs/input-href";
import { Callout } from "@/components/ui/callout";
import type { InputView } from "@/lib/inputs/input-view";

type SenderNotesProps = { input: InputView; origin: string };

/** What a page has to fulfil before its batches are taken. */
export function SenderNotes({ input, origin }: SenderNotesProps) {
  const settings = (
    <Link href={inputHref(input)} className="text-accent underline">
      Configuration
    </Link>
  );
  return (
    <div className="space-y-2 text-muted text-xs">
      {input.allowKeyOnly ? null : (
        <Callout tone="warn" title="Pages are refused now">
          <p>A page can't keep a secret, and "Key alone is enough" is off. It is switched on in {settings}.</p>
        </Callout>
      )}
      {input.allowedOrigins.length > 0 ? (
        <p>
          Only pages of the origins listed in {settings} may send:{" "}
          <span className="[overflow-wrap:anywhere]">{input.allowedOrigins.join(", ")}</span>
        </p>
      ) : null}
      {origin.startsWith("https:") ? null : (
        <p>
          This host has no https. A page that has it may not send here by http, and the SDK asks for aliases and
          audiences by https only: put TLS in front of this host, and set PUBLIC_URL, before a real site sends.
        </p>
      )}
      <p>
        Without a bundler, serve <code className="font-mono">dist/mparticle.js</code> of the package yourself and load
        it by a script tag; the rest stays the same.
      </p>
    </div>
  );
}
