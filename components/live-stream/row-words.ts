import { eventTitle } from "@/components/activity/event-words";
import { identityLabel } from "@/lib/batch/identity-names";
import { KIND_LABELS, OUTCOME_LABELS } from "@/lib/explain/labels";
import { remarkSentence } from "@/lib/explain/sentences";
import { plural, shortenId } from "@/lib/format";
import type { LiveRow } from "@/lib/live/row";

/** A row in words. Pure. */

/** "Basket opened, Home +3", "Alias 32861…48495 → -6752…58102", or what a batch without events is, or the name of an identity request. */
export function eventsLine({ kind, alias, events, eventCount, outcome }: LiveRow): string {
  if (alias) return `Alias ${shortenId(alias.source, 5)} → ${shortenId(alias.destination, 5)}`;
  if (kind !== "batch") {
    if (outcome === "rejected") return `${KIND_LABELS[kind]}, refused`;
    return outcome === "duplicate" ? `${KIND_LABELS[kind]}, sent again` : KIND_LABELS[kind];
  }
  if (events.length === 0) {
    if (outcome === "rejected") return "Not taken";
    return outcome === "duplicate" ? "Sent again" : "No events, profile data only";
  }
  const titles: string[] = [];
  let shown = 0;
  for (const { type, name } of events) {
    const title = eventTitle(type, name);
    if (titles.at(-1) !== title) titles.push(title);
    shown += 1;
  }
  const more = eventCount - shown;
  return titles.join(", ") + (more > 0 ? ` +${more}` : "");
}

/** Why it was not simply taken, and what was left out; empty when there is nothing to say. */
export function remarkLine({ reasons, blocked, blockedCount, warnings, warningCount }: LiveRow): string {
  const parts = reasons.map(remarkSentence);
  if (blockedCount > 0) {
    const more = blockedCount - blocked.length;
    parts.push(`Blocked by priority: ${blocked.join(", ")}${more > 0 ? ` +${more}` : ""}.`);
  }
  const [first] = warnings;
  if (first)
    parts.push(`${remarkSentence(first)}${warningCount > 1 ? ` (${plural(warningCount - 1, "more warning")})` : ""}`);
  return parts.join(" ");
}

/** The identity that a row is named by. */
export function mainIdentity({ identities }: LiveRow): { type: string; value: string } | null {
  const [first] = identities;
  return first ? { type: identityLabel(first.type), value: first.value } : null;
}

const haystacks = new WeakMap<LiveRow, string>();

/** Whether the text occurs in what the row shows or stands for: identities, MPID, device, events, reasons, input. */
export function rowMatches(row: LiveRow, text: string, inputName: string): boolean {
  const known = haystacks.get(row);
  const haystack = known ?? haystackOf(row, inputName);
  if (known === undefined) haystacks.set(row, haystack);
  return haystack.includes(text);
}

function haystackOf(row: LiveRow, inputName: string): string {
  const parts = [
    row.mpid,
    row.found,
    row.alias?.source,
    row.alias?.destination,
    row.das,
    row.device,
    row.batchId,
    row.platform,
    inputName,
    OUTCOME_LABELS[row.outcome].label,
    eventsLine(row),
    ...row.events.map(({ name }) => name),
    remarkLine(row),
    ...row.identities.flatMap(({ type, value }) => [type, value]),
  ];
  return parts
    .filter((part) => part !== null && part !== undefined)
    .join("\n")
    .toLowerCase();
}
