"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "./button";
import { cn } from "./cn";

export const BACKDROP =
  "fixed inset-0 z-40 bg-[rgb(var(--shade)/0.4)] transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";
export const CENTRED =
  "pop -translate-x-1/2 fixed top-[12vh] left-1/2 z-50 flex max-h-[80vh] w-[min(32rem,calc(100vw-2rem))] flex-col rounded-lg border border-line bg-raised shadow-high outline-none";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  className?: string;
};

/** A modal task. What only asks "are you sure?" is a ConfirmDialog; details belong in a DetailPanel. */
export function Dialog({ open, onOpenChange, title, description, children, footer, className }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup className={cn(CENTRED, className)}>
          <div className="flex items-start justify-between gap-4 px-5 pt-4">
            <div>
              <Base.Title className="font-semibold text-lg">{title}</Base.Title>
              {description ? <Base.Description className="mt-1 text-muted">{description}</Base.Description> : null}
            </div>
            <Base.Close aria-label="Close" className={buttonClass("quiet", "sm", "w-7 px-0")}>
              <X />
            </Base.Close>
          </div>
          <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>
          {footer ? <div className="flex justify-end gap-2 border-line border-t px-5 py-3">{footer}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
