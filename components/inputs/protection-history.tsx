import { ArrowRight } from "lucide-react";
import { Section } from "@/components/ui/section";
import { RelativeTime } from "@/components/ui/time";
import type { ProtectionChange } from "@/lib/inputs/protection-history";
import { Level } from "./level";

/** Who set the level, when and why, newest first. */
export function ProtectionHistory({ changes }: { changes: readonly ProtectionChange[] }) {
  return (
    <Section title="History of the level" after={changes.length || null}>
      {changes.length === 0 ? (
        <p className="text-muted">The level has not been changed since this feed was made.</p>
      ) : (
        <ol className="divide-y divide-line">
          {changes.map((change) => (
            <li key={change.id} className="space-y-1 py-2.5 first:pt-0 last:pb-0">
              <div className="flex items-baseline justify-between gap-3">
                <span className="truncate font-medium">{change.actor}</span>
                <RelativeTime ms={change.at} className="text-muted text-xs" />
              </div>
              <div className="flex flex-wrap items-center gap-x-2">
                {change.before ? (
                  <>
                    <Level level={change.before} className="text-muted" />
                    <ArrowRight className="size-3 text-faint" aria-label="to" />
                  </>
                ) : (
                  <span className="text-muted">Made at</span>
                )}
                <Level level={change.after} />
              </div>
              {change.reason ? (
                <p className="whitespace-pre-wrap border-line border-l-2 pl-2 text-muted [overflow-wrap:anywhere]">
                  {change.reason}
                </p>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
