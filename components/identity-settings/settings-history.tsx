import { Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { RelativeTime } from "@/components/ui/time";
import type { IdentitySettings } from "@/lib/identity/settings";
import type { IdentitySettingsChange } from "@/lib/settings/identity-settings-history";
import { settingsChanges } from "./change-words";

type SettingsHistoryProps = {
  changes: readonly IdentitySettingsChange[];
  /** Fills the form with what was before a change; null: the reader may not. */
  onRevert: ((settings: IdentitySettings) => void) | null;
};

/** Who changed the settings, when and why, newest first. */
export function SettingsHistory({ changes, onRevert }: SettingsHistoryProps) {
  return (
    <Section title="History" after={changes.length || null}>
      {changes.length === 0 ? (
        <p className="text-muted">These settings have not been changed since the scope was made.</p>
      ) : (
        <ol className="divide-y divide-line">
          {changes.map((change) => (
            <li key={change.id} className="flex items-start justify-between gap-4 py-2.5 first:pt-0 last:pb-0">
              <div className="min-w-0 space-y-1">
                <p className="flex flex-wrap items-baseline gap-x-2">
                  <span className="font-medium [overflow-wrap:anywhere]">{change.actor}</span>
                  <RelativeTime ms={change.at} className="text-muted text-xs" />
                </p>
                <p className="text-xs [overflow-wrap:anywhere]">
                  {settingsChanges(change.before, change.after).join(" · ")}
                </p>
                {change.reason ? (
                  <p className="whitespace-pre-wrap border-line border-l-2 pl-2 text-muted [overflow-wrap:anywhere]">
                    {change.reason}
                  </p>
                ) : null}
              </div>
              {onRevert ? (
                <Button size="sm" onClick={() => onRevert(change.before)} title="Fills the form with what was before">
                  <Undo2 aria-hidden /> Revert
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
