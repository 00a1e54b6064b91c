"use client";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./icon-button";
import { Kbd } from "./kbd";

type DetailPanelProps = {
  title: ReactNode;
  /** Badges and ids below the title. */
  description?: ReactNode;
  /** Buttons before previous, next and close. */
  actions?: ReactNode;
  onClose: () => void;
  /** Absent at the ends of the list. */
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  children: ReactNode;
};

/** What a list shows of its selected row, in the right half of a SplitView. */
export function DetailPanel(props: DetailPanelProps) {
  const { title, description, actions, onClose, onPrevious, onNext, children } = props;
  return (
    <aside aria-label="Details" className="flex h-full min-h-0 flex-col bg-surface">
      <div className="border-line border-b px-4 py-2.5">
        <div className="flex items-start justify-between gap-3">
          <h2
            className="line-clamp-2 min-w-0 font-semibold text-md [overflow-wrap:anywhere]"
            title={typeof title === "string" ? title : undefined}
          >
            {title}
          </h2>
          <div className="-my-0.5 flex shrink-0 items-center gap-0.5">
            {actions}
            <IconButton label="Previous" hint={<Kbd>k</Kbd>} onClick={onPrevious} disabled={!onPrevious}>
              <ChevronUp />
            </IconButton>
            <IconButton label="Next" hint={<Kbd>j</Kbd>} onClick={onNext} disabled={!onNext}>
              <ChevronDown />
            </IconButton>
            <IconButton label="Close details" hint={<Kbd>Esc</Kbd>} onClick={onClose}>
              <X />
            </IconButton>
          </div>
        </div>
        {description ? (
          <div className="mt-1 flex flex-wrap items-center gap-1.5 text-muted text-xs">{description}</div>
        ) : null}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </aside>
  );
}
