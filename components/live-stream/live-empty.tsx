import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";

type LiveEmptyProps = {
  kind: "nothing" | "cleared" | "filters" | "text";
  /** Kept rows that the text hides. */
  hidden: number;
  /** A command that makes the first row come. */
  curl: string | null;
  /** Where the reader can make an input, when there is none; null for who may not. */
  inputsHref: string | null;
  onClearFilters: () => void;
};

/** Why the list is empty, and what to do about it. */
export function LiveEmpty({ kind, hidden, curl, inputsHref, onClearFilters }: LiveEmptyProps) {
  if (kind === "cleared") {
    return (
      <EmptyState kind="nothing" title="Cleared">
        The filters stay as they are. The next batch appears here.
      </EmptyState>
    );
  }
  if (kind === "filters" || kind === "text") {
    const clear = <Button onClick={onClearFilters}>Clear filters</Button>;
    return kind === "text" ? (
      <EmptyState kind="filtered" title="The text matches none of the rows" action={clear}>
        {hidden} {hidden === 1 ? "row is" : "rows are"} hidden. New rows that match appear by themselves.
      </EmptyState>
    ) : (
      <EmptyState kind="filtered" title="Nothing matches these filters" action={clear}>
        No batch of the last 24 hours fits. The next one that does appears here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="nothing"
      title="No development batch yet"
      action={
        curl === null && inputsHref !== null ? (
          <Link href={inputsHref} className={buttonClass("primary")}>
            Add an input
          </Link>
        ) : null
      }
    >
      <p>
        Batches with <code className="font-mono">"environment": "development"</code> appear here as they come.
        {curl
          ? " Send the first one:"
          : inputsHref
            ? " No input can send yet: add one, and its page says how."
            : " Ask somebody who manages inputs for a key, and send one."}
      </p>
      {curl ? (
        <div className="relative mt-3 text-left">
          <pre className="whitespace-pre-wrap break-all rounded-md border border-line bg-sunken p-3 pr-9 font-mono text-ink text-xs">
            {curl}
          </pre>
          <CopyButton text={curl} label="command" className="absolute top-2 right-2" />
        </div>
      ) : null}
    </EmptyState>
  );
}
