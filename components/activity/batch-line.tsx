import { Fingerprint, Layers, Merge, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/time";
import { identityLabel } from "@/lib/batch/identity-names";
import { KIND_LABELS, OUTCOME_LABELS } from "@/lib/explain/labels";
import { plural, shortenId } from "@/lib/format";
import type { BatchSummary } from "@/lib/profile/view-types";
import type { TimelineLine } from "./timeline-lines";

type BatchLineProps = {
  line: Extract<TimelineLine, { kind: "batch" }>;
  /** Position of the chosen line; -1 for none. */
  chosen: number;
  onChoose: (place: number) => void;
  /** The workspace that the page is in; batches of others name theirs. */
  workspaceId: number;
  workspaceNames: ReadonlyMap<number, string>;
};

/** A batch in the timeline, or a request to the identity API: the bold line above its events. */
export function BatchLine({ line, chosen, onChoose, workspaceId, workspaceNames }: BatchLineProps) {
  const { batch } = line;
  const isRequest = batch !== null && batch.kind !== "batch";
  const Icon = isRequest ? Fingerprint : Layers;
  const foreign = batch && batch.workspaceId !== workspaceId ? workspaceNames.get(batch.workspaceId) : undefined;
  const types = batch?.identityTypes.map(identityLabel).join(", ");
  return (
    <button
      type="button"
      aria-pressed={chosen === line.place}
      onClick={() => onChoose(line.place)}
      className="flex h-full w-full items-center gap-2 px-4 text-left hover:bg-hover aria-pressed:bg-selected"
    >
      <Icon className="size-3.5 shrink-0 text-faint" aria-hidden />
      <span className="truncate font-semibold">{batch?.input?.name ?? "Unknown input"}</span>
      {line.continued ? <span className="text-faint text-xs">continued</span> : null}
      {foreign ? <Badge>{foreign}</Badge> : null}
      {batch?.historical ? <Badge>Historical</Badge> : null}
      {line.aliasedFrom ? (
        <Badge tone="info" icon={<Merge aria-hidden />} title={`From ${line.aliasedFrom} by alias`}>
          from <span className="font-mono">{shortenId(line.aliasedFrom, 5)}</span> by alias
        </Badge>
      ) : null}
      <span className="truncate text-muted text-xs">{batch ? contentOf(batch) : ""}</span>
      {batch && batch.warningCount > 0 ? (
        <span className="inline-flex items-center gap-1 text-warn text-xs">
          <TriangleAlert className="size-3" aria-hidden />
          {plural(batch.warningCount, "warning")}
        </span>
      ) : null}
      {types ? (
        // Has what the others leave: that a profile was created must stay readable beside an open panel.
        <span className="min-w-0 flex-1 truncate text-faint text-xs" title={types}>
          {types}
        </span>
      ) : null}
      <span className="ml-auto shrink-0 text-faint text-xs">
        received <RelativeTime ms={batch?.receivedAt ?? line.time} />
      </span>
    </button>
  );
}

/** What a batch is made of, or which request to the identity API it is, and what became of it where that is news. */
function contentOf({ kind, outcome, eventCount }: BatchSummary): string {
  const content = kind !== "batch" ? KIND_LABELS[kind] : eventCount === 0 ? "no events" : plural(eventCount, "event");
  if (outcome === "updated") return content;
  if (outcome === "created") return `${content}, created this profile`;
  if (outcome === "rejected") return `${content}, refused`;
  return `${content}, ${OUTCOME_LABELS[outcome].label.toLowerCase()}`;
}
