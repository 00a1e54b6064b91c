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
            <li key={change.id} className="grid gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[9rem_1fr]">
              <span className="text-muted">
                <RelativeTime ms={change.at} />
              </span>
              <div className="min-w-0">
                <div className="flex flex-wrap items-center gap-x-2">
                  <span className="font-medium">{change.actor}</span>
                  {change.before ? (
                    <>
                      <Level level={change.before} className="text-muted" />
                      <ArrowRight className="size-3 text-faint" aria-label="to" />
                    </>
                  ) : (
                    <span className="text-muted">created the feed at</span>
                  )}
                  <Level level={change.after} />
                </div>
                {change.reason ? (
                  <p className="whitespace-pre-wrap text-muted [overflow-wrap:anywhere]">{change.reason}</p>
                ) : (
                  <p className="text-faint text-xs">{change.before ? "No reason given" : null}</p>
                )}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
