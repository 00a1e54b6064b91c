"use client";
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn";

type TooltipProps = {
  /** What the tip says. */
  content: ReactNode;
  /** The element that has the tip; it must take a ref and props. */
  children: ReactElement<Record<string, unknown>>;
  side?: "top" | "right" | "bottom" | "left";
  className?: string;
};

/** A hint on hover and focus. Never the only place of a fact that is needed. */
export function Tooltip({ content, children, side = "top", className }: TooltipProps) {
  return (
    <Base.Root
      onOpenChange={(_, details) => {
        // Esc is meant for the panel or dialog below; a tip goes away along with it.
        if (details.reason === "escape-key") details.allowPropagation();
      }}
    >
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup
            className={cn(
              "pop max-w-80 rounded-md bg-production px-2 py-1 text-on-production text-xs shadow-pop",
              className,
            )}
          >
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Lets neighbouring tips open without a new wait. Once, around the app. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Base.Provider delay={350}>{children}</Base.Provider>;
}
