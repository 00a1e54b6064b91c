import { FilterX, Inbox, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const ICONS = { nothing: Inbox, filtered: FilterX, forbidden: Lock } as const;

type EmptyStateProps = {
  /** Nothing there yet (say how it comes) · filters hide all (offer to clear) · no permission (name it). */
  kind: "nothing" | "filtered" | "forbidden";
  title: string;
  children?: ReactNode;
  /** The way out: a button or link. */
  action?: ReactNode;
  className?: string;
};

/** Why a place is empty, and what to do. */
export function EmptyState({ kind, title, children, action, className }: EmptyStateProps) {
  const Icon = ICONS[kind];
  return (
    <div className={cn("flex flex-col items-center gap-2 px-6 py-14 text-center", className)}>
      <span className="mb-1 grid size-10 place-items-center rounded-full bg-sunken text-muted">
        <Icon className="size-5" aria-hidden />
      </span>
      <h2 className="font-semibold text-md">{title}</h2>
      {children ? <div className="max-w-md text-balance text-muted">{children}</div> : null}
      {action ? <div className="mt-2 flex gap-2">{action}</div> : null}
    </div>
  );
}
