import { dayKey } from "@/lib/format";
import type { BatchSummary, TimelineEvent, TimelineItem } from "@/lib/profile/view-types";

/** What the virtual list draws, one line each. */
export type TimelineLine =
  | { readonly kind: "day"; readonly key: string; readonly ms: number }
  | { readonly kind: "gap"; readonly key: string; readonly ms: number }
  | {
      readonly kind: "batch";
      readonly key: string;
      readonly batchId: string;
      readonly batch: BatchSummary | null;
      /** The profile whose batch it is, when its events are the person's by alias. */
      readonly aliasedFrom: string | null;
      /** The batch began further up; other events came in between. */
      readonly continued: boolean;
      /** Position among the things that can be chosen. */
      readonly place: number;
      readonly time: number;
    }
  | { readonly kind: "event"; readonly key: string; readonly event: TimelineEvent; readonly place: number };

/** What `j` and `k` walk over. A batch's heading goes by the id of the first item below it. */
export type Choice = { readonly kind: "batch" | "event"; readonly id: string; readonly batchId: string };

/** The profile whose event it is, when it is the person's by alias. */
export function aliasedFrom(item: TimelineItem | undefined): string | null {
  return (item?.kind === "event" ? item.aliasedFrom : undefined) ?? null;
}

/** A silence longer than this is marked, ms. */
const GAP_MS = 7 * 86_400_000;

/**
 * Turns items (newest first) into lines: a rule per day of the zone, a mark where nothing happened for a week, a
 * heading per batch with its events below. Pure.
 */
export function timelineLines(
  items: readonly TimelineItem[],
  batches: Readonly<Record<string, BatchSummary>>,
  zone: string,
): { lines: TimelineLine[]; choices: Choice[] } {
  const lines: TimelineLine[] = [];
  const choices: Choice[] = [];
  const seen = new Set<string>();
  let day = "";
  let batchId = "";
  let previous: number | null = null;
  for (const item of items) {
    const today = dayKey(item.time, zone);
    if (previous !== null && previous - item.time > GAP_MS) {
      lines.push({ kind: "gap", key: `gap-${item.id}`, ms: previous - item.time });
    }
    if (today !== day) {
      lines.push({ kind: "day", key: `day-${today}-${item.id}`, ms: item.time });
      batchId = "";
    }
    if (item.batchId !== batchId) {
      choices.push({ kind: "batch", id: item.id, batchId: item.batchId });
      lines.push({
        kind: "batch",
        key: `batch-${item.id}`,
        batchId: item.batchId,
        batch: batches[item.batchId] ?? null,
        aliasedFrom: aliasedFrom(item),
        continued: seen.has(item.batchId),
        place: choices.length - 1,
        time: item.time,
      });
      seen.add(item.batchId);
    }
    if (item.kind === "event") {
      choices.push({ kind: "event", id: item.id, batchId: item.batchId });
      lines.push({ kind: "event", key: item.id, event: item, place: choices.length - 1 });
    }
    [day, batchId, previous] = [today, item.batchId, item.time];
  }
  return { lines, choices };
}
