"use client";
import { ArrowRight } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { ShortTime } from "@/components/ui/time";
import type { Outcome, ProtectionLevel } from "@/lib/explain/decision";
import { LEVEL_LABELS, OUTCOME_LABELS } from "@/lib/explain/labels";
import { formatCount, formatShare, plural } from "@/lib/format";
import type { ProtectionDryRun } from "@/lib/ingest/dry-run-protection";

type DryRunPanelProps = {
  dryRun: ProtectionDryRun;
  level: ProtectionLevel;
  chosen: ProtectionLevel;
  /** Whether the reader can choose another level to try. */
  mayChoose: boolean;
};

/** The outcomes that a level decides between. */
const SHOWN: readonly Outcome[] = ["created", "updated", "dropped", "not_associated", "unresolved"];
const BARS: Readonly<Partial<Record<Outcome, string>>> = {
  created: "bg-success",
  updated: "bg-accent",
  dropped: "bg-danger",
  not_associated: "bg-warn",
  unresolved: "bg-line-strong",
};

/** What the chosen level would have done with the feed's last batches, beside what happened. */
export function DryRunPanel({ dryRun, level, chosen, mayChoose }: DryRunPanelProps) {
  const then = dryRun.levels[chosen];
  const rows = SHOWN.filter((outcome) => (dryRun.actual[outcome] ?? 0) + (then.outcomes[outcome] ?? 0) > 0);
  return (
    <section aria-label="Dry run" className="self-start rounded-md bg-sunken p-3 lg:sticky lg:top-4">
      <h3 className="font-semibold">Dry run: {LEVEL_LABELS[chosen]}</h3>
      {dryRun.batches === 0 || dryRun.from === null || dryRun.to === null ? (
        <p className="mt-1 text-muted">Nothing has come from this feed yet, so there is nothing to try the level on.</p>
      ) : (
        <>
          <p className="mt-0.5 text-muted text-xs">
            The last {plural(dryRun.batches, "batch", "batches")}, <ShortTime ms={dryRun.from} /> to{" "}
            <ShortTime ms={dryRun.to} />
          </p>
          <p aria-live="polite" className="mt-3 font-medium">
            {sentence(dryRun, chosen, chosen === level, mayChoose)}
          </p>
          <table className="mt-3 w-full text-xs">
            <thead className="text-left text-muted">
              <tr>
                <th scope="col" className="pb-1 font-medium">
                  Outcome
                </th>
                <th scope="col" className="pb-1 text-right font-medium">
                  was
                </th>
                <th aria-hidden className="w-6" />
                <th scope="col" className="pb-1 text-right font-medium">
                  would be
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((outcome) => {
                const before = dryRun.actual[outcome] ?? 0;
                const after = then.outcomes[outcome] ?? 0;
                return (
                  <tr key={outcome} className="border-line border-t">
                    <th scope="row" className="py-1.5 text-left font-normal" title={OUTCOME_LABELS[outcome].sentence}>
                      <span className={cn("mr-2 inline-block size-2 rounded-xs", BARS[outcome])} aria-hidden />
                      {OUTCOME_LABELS[outcome].label}
                    </th>
                    <td className="text-right">{formatCount(before)}</td>
                    <td className="text-center text-faint">
                      <ArrowRight className="mx-auto size-3" aria-hidden />
                    </td>
                    <td className={cn("text-right", before !== after && "font-semibold")}>{formatCount(after)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <p className="mt-3 text-muted text-xs">
            Each batch counts by itself, with the people who were known when it came. Duplicates and rejected batches
            are left out.
          </p>
        </>
      )}
    </section>
  );
}

function sentence(dryRun: ProtectionDryRun, chosen: ProtectionLevel, inForce: boolean, mayChoose: boolean): string {
  const { changed, lostAttributeWrites } = dryRun.levels[chosen];
  if (changed === 0) {
    if (!inForce) return "Every batch would have ended as it did.";
    return `This is the level in force.${mayChoose ? " Choose another to see what it would have done." : ""}`;
  }
  const share = `${formatCount(changed)} of ${formatCount(dryRun.batches)} batches (${formatShare(changed, dryRun.batches)}) would have ended otherwise`;
  if (lostAttributeWrites === 0) return `${share}.`;
  return `${share}, and ${plural(lostAttributeWrites, "attribute value")} would not have been written.`;
}
