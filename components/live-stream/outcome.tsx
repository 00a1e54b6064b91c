import { CircleCheck, CircleHelp, CircleSlash, Clock, CopyX, OctagonX, Unlink, UserPlus } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { Outcome } from "@/lib/explain/decision";
import { OUTCOME_LABELS } from "@/lib/explain/labels";

const LOOKS = {
  created: { Icon: UserPlus, look: "text-success" },
  updated: { Icon: CircleCheck, look: "text-success" },
  dropped: { Icon: CircleSlash, look: "text-danger" },
  not_associated: { Icon: Unlink, look: "text-warn" },
  unresolved: { Icon: CircleHelp, look: "text-warn" },
  duplicate: { Icon: CopyX, look: "text-muted" },
  rejected: { Icon: OctagonX, look: "text-danger" },
  scheduled: { Icon: Clock, look: "text-muted" },
  executed: { Icon: CircleCheck, look: "text-success" },
  skipped: { Icon: CircleSlash, look: "text-warn" },
} as const satisfies Record<Outcome, unknown>;

/** What became of a batch: icon and word. */
export function OutcomeMark({ outcome, className }: { outcome: Outcome; className?: string }) {
  const { Icon, look } = LOOKS[outcome];
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap font-medium", look, className)}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {OUTCOME_LABELS[outcome].label}
    </span>
  );
}
