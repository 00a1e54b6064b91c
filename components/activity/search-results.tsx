import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Callout } from "@/components/ui/callout";
import { formatCount, plural } from "@/lib/format";
import type { MatchedBy, SearchResult } from "@/lib/profile/view-types";
import { Hits } from "./hits";
import { fieldLabel } from "./search-types";
import { UnresolvedBatches } from "./unresolved-batches";

/** Who was found; and when nobody was, what was tried and what may be meant. */
export function SearchResults({ result, workspaceId }: { result: SearchResult; workspaceId: number }) {
  const { hits, near, batches } = result;
  if (hits.length > 0) {
    return (
      <div className="space-y-3">
        <p className="text-muted" aria-live="polite">
          {plural(hits.length, "person", "people")} with exactly <Value>{result.value}</Value>
        </p>
        {result.more ? (
          <Callout tone="info">More people hold this value; these are {formatCount(hits.length)} of them.</Callout>
        ) : null}
        <Hits hits={hits} workspaceId={workspaceId} label="People found" />
      </div>
    );
  }
  return (
    <div className="space-y-6">
      <div className="flex gap-3">
        <SearchX className="mt-0.5 size-5 shrink-0 text-faint" aria-hidden />
        <div aria-live="polite">
          <h2 className="font-semibold text-md">
            Nobody has exactly <Value>{result.value}</Value>
            {result.type ? ` as ${fieldLabel(result.type)}` : ""}
          </h2>
          <p className="text-muted">
            Looked in {result.environment === "both" ? "production and development" : result.environment}:{" "}
            {result.tried.map((by) => TRIED[by]).join(", ")}, and the last {formatCount(result.batchesRead)} batches.
            {result.type ? " Any field may find more." : ""}
          </p>
        </div>
      </div>
      {near.length > 0 ? (
        <section>
          <h2 className="mb-2 font-semibold text-sm">Similar values</h2>
          <Hits hits={near} workspaceId={workspaceId} label="Near misses" />
        </section>
      ) : null}
      {batches.length > 0 ? <UnresolvedBatches batches={batches} workspaceId={workspaceId} /> : null}
      {near.length === 0 && batches.length === 0 ? (
        <ul className="list-disc space-y-1 pl-8 text-muted">
          <li>Another workspace may have its own identity scope: switch and search again.</li>
          <li>Read Only feeds and dropped batches make no person; Live Stream shows them as they come.</li>
          <li>A list of identifiers can be pasted into the other tab.</li>
        </ul>
      ) : null}
    </div>
  );
}

const TRIED: Readonly<Record<MatchedBy, string>> = {
  exact: "the exact value",
  normalised: "other ways to write it",
  prefix: "values that begin so",
  former: "former identities",
};

function Value({ children }: { children: ReactNode }) {
  return <span className="rounded-sm bg-sunken px-1 font-mono text-[0.92em] [overflow-wrap:anywhere]">{children}</span>;
}
