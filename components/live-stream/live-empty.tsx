import { Plug } from "lucide-react";
import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";

export type Start = { readonly href: string; readonly label: string };

type LiveEmptyProps = {
  kind: "nothing" | "cleared" | "filters" | "text";
  /** Kept rows that the text hides. */
  hidden: number;
  /** A command that makes the first row come. */
  curl: string | null;
  /** Where sending begins, for whoever may go there. */
  start: Start | null;
  onClearFilters: () => void;
};

/** Why the list is empty, and what to do about it. */
export function LiveEmpty({ kind, hidden, curl, start, onClearFilters }: LiveEmptyProps) {
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
        start ? (
          <Link href={start.href} className={buttonClass("primary")}>
            <Plug aria-hidden /> {start.label}
          </Link>
        ) : null
      }
    >
      <p>
        Batches with <code className="font-mono">"environment": "development"</code> appear here as they come.
        {curl
          ? " Send the first one:"
          : start
            ? " No input can send yet: add one, and its page says how."
            : " Ask somebody who manages inputs for a key, and send one."}
      </p>
      {curl ? (
        <div className="mt-3 text-left">
          <CodeBlock text={curl} label="command" />
        </div>
      ) : null}
    </EmptyState>
  );
}
