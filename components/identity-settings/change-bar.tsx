import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { plural } from "@/lib/format";

type ChangeBarProps = {
  changes: readonly string[];
  /** Why the draft can't be used, a sentence each. */
  problems: readonly string[];
  onDiscard: () => void;
  onPreview: () => void;
};

/** At the bottom of the page while there is something to save: what, and the way to see what it would do. */
export function ChangeBar({ changes, problems, onDiscard, onPreview }: ChangeBarProps) {
  return (
    <section
      aria-label="Unsaved changes"
      className="sticky bottom-0 z-20 space-y-2 border-line border-t bg-raised px-6 py-3 shadow-pop"
    >
      {problems.length > 0 ? (
        <Callout tone="danger">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </Callout>
      ) : null}
      <div className="flex items-center gap-4">
        <p className="line-clamp-2 min-w-0 flex-1" aria-live="polite" title={changes.join("\n")}>
          <span className="font-semibold">{plural(changes.length, "change")}</span>{" "}
          <span className="text-muted">{changes.join(" · ")}</span>
        </p>
        <Button onClick={onDiscard}>Discard</Button>
        <Button tone="primary" disabled={problems.length > 0} onClick={onPreview}>
          Preview
        </Button>
      </div>
    </section>
  );
}
