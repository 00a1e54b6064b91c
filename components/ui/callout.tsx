import { CircleCheck, Info, Lock, OctagonAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export type CalloutTone = "info" | "success" | "warn" | "danger" | "locked";

const LOOKS = {
  info: { look: "bg-info-soft [&>svg]:text-info", Icon: Info },
  success: { look: "bg-success-soft [&>svg]:text-success", Icon: CircleCheck },
  warn: { look: "bg-warn-soft [&>svg]:text-warn", Icon: TriangleAlert },
  danger: { look: "bg-danger-soft [&>svg]:text-danger", Icon: OctagonAlert },
  locked: { look: "bg-sunken [&>svg]:text-muted", Icon: Lock },
} as const;

type CalloutProps = { tone?: CalloutTone; title?: ReactNode; children?: ReactNode; className?: string };

/** A remark beside content. Warnings and errors are announced. */
export function Callout({ tone = "info", title, children, className }: CalloutProps) {
  const { look, Icon } = LOOKS[tone];
  return (
    <div
      role={tone === "danger" || tone === "warn" ? "alert" : undefined}
      className={cn("flex gap-2.5 rounded-md px-3 py-2.5 text-ink", look, className)}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 space-y-1">
        {title ? <div className="font-semibold">{title}</div> : null}
        {children}
      </div>
    </div>
  );
}
