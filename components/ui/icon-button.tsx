"use client";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonTone, buttonClass } from "./button";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label" | "children"> & {
  /** The accessible name; also the tip. */
  label: string;
  /** One icon. */
  children: ReactNode;
  tone?: ButtonTone;
  /** Shown after the label in the tip, such as a <Kbd>. */
  hint?: ReactNode;
};

/** A square button with one icon, named by its label. */
export function IconButton({ label, hint, tone = "quiet", className, children, ...rest }: IconButtonProps) {
  return (
    <Tooltip
      content={
        <span className="flex items-center gap-2">
          {label}
          {hint}
        </span>
      }
    >
      <button {...rest} type="button" aria-label={label} className={buttonClass(tone, "sm", cn("w-7 px-0", className))}>
        {children}
      </button>
    </Tooltip>
  );
}
