import { Callout } from "@/components/ui/callout";
import { cn } from "@/components/ui/cn";
import { ShortTime } from "@/components/ui/time";
import { formatCount } from "@/lib/format";
import type { IdentitySettingsPreview } from "@/lib/ingest/preview-identity-settings";
import { DifferencesTable } from "./differences-table";
import { differenceCount, factSentences, headline, parts } from "./preview-words";

/** What the change would do: totals first, then the stored data, then the requests one by one. */
export function PreviewResult({ preview }: { preview: IdentitySettingsPreview }) {
  const { from, to, differences, facts } = preview;
  const count = differenceCount(preview);
  const split = parts(preview);
  const sentences = factSentences(facts);
  return (
    <div className="space-y-4">
      <Callout tone={count > 0 ? "warn" : "info"} title={headline(preview)}>
        {split.length > 0 ? (
          <ul className="list-disc pl-4">
            {split.map((part) => (
              <li key={part}>{part}</li>
            ))}
          </ul>
        ) : null}
      </Callout>
      {sentences.length > 0 ? (
        <ul className={cn("space-y-1", sentences.length > 1 && "list-disc pl-4")}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      {differences.length > 0 ? <DifferencesTable differences={differences} /> : null}
      {from !== null && to !== null ? (
        <p className="text-muted text-xs">
          {differences.length < count ? `The newest ${formatCount(differences.length)} are listed. ` : ""}
          Requests from <ShortTime ms={from} /> to <ShortTime ms={to} />, each by itself, over the profiles as they are
          now. Nothing that was received is replayed when you save.
        </p>
      ) : null}
    </div>
  );
}
