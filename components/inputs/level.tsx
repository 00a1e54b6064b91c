import { Eye, UserPen, UserPlus } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { ProtectionLevel } from "@/lib/explain/decision";
import { LEVEL_LABELS } from "@/lib/explain/labels";

/** In the order of the cards. Not from decision.ts: its schema would come along to the browser. */
export const LEVELS: readonly ProtectionLevel[] = ["create_and_update", "update_only", "read_only"];

export const LEVEL_ICONS: Readonly<Record<ProtectionLevel, typeof Eye>> = {
  create_and_update: UserPlus,
  update_only: UserPen,
  read_only: Eye,
};

/** What a level does with people who are known, who are not, and with two values that disagree. */
export const LEVEL_MEANINGS: Readonly<
  Record<ProtectionLevel, { readonly known: string; readonly unknown: string; readonly conflict: string }>
> = {
  create_and_update: {
    known: "The profile is updated, and new identities join it.",
    unknown: "A new profile is created.",
    conflict: "The stronger source wins; of equal ones, the latest.",
  },
  update_only: {
    known: "The profile is updated, and new identities join it.",
    unknown: "The batch is dropped: no profile, no events, nothing sent on.",
    conflict: "The stronger source wins; of equal ones, the latest.",
  },
  read_only: {
    known: "The profile stays as it is; the events are kept without it.",
    unknown: "No profile; the events are kept without one.",
    conflict: "What is stored always stays.",
  },
};

/** A level as icon and word. */
export function Level({ level, className }: { level: ProtectionLevel; className?: string }) {
  const Icon = LEVEL_ICONS[level];
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap", className)}>
      <Icon className="size-3.5 shrink-0 text-muted" aria-hidden />
      {LEVEL_LABELS[level]}
    </span>
  );
}
