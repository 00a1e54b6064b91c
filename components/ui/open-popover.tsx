"use client";
import { Popover as Base } from "@base-ui/react/popover";
import { cn } from "./cn";
import type { PopoverProps } from "./popover";

/** The popover itself, open from the start: it is loaded because somebody pressed its button. */
export function OpenPopover({ trigger, children, title, className }: PopoverProps) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side="bottom" align="start" sideOffset={6} className="z-50">
          <Base.Popup
            className={cn(
              "pop max-h-[var(--available-height)] w-80 max-w-[90vw] overflow-y-auto rounded-lg border border-line bg-raised p-3 shadow-pop outline-none",
              className,
            )}
          >
            {title ? <Base.Title className="mb-2 font-semibold text-sm">{title}</Base.Title> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
