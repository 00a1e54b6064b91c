"use client";
import { ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { useField } from "./field-context";
import { TRIGGER } from "./list-popup";

type ListButtonProps = {
  /** What it opens: the list itself, or a box with a field and the list. */
  popup: "listbox" | "dialog";
  "aria-label"?: string | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
  /** Somebody is about to press it. */
  onLoad: () => void;
  onOpen: () => void;
  children: ReactNode;
};

const OPENING_KEYS = ["ArrowDown", "ArrowUp", "Enter", " "];

/** Stands for a Select or Combobox that was never opened: same role, name, look and keys. */
export function ListButton({ popup, disabled, className, onLoad, onOpen, children, ...rest }: ListButtonProps) {
  const labelId = useField()?.labelId;
  const label = rest["aria-label"];
  return (
    <button
      type="button"
      role="combobox"
      aria-haspopup={popup}
      aria-expanded={false}
      aria-controls={undefined}
      aria-label={label}
      aria-labelledby={label ? undefined : labelId}
      disabled={disabled}
      data-disabled={disabled ? "" : undefined}
      onPointerEnter={onLoad}
      onFocus={onLoad}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (!OPENING_KEYS.includes(event.key)) return;
        event.preventDefault();
        onOpen();
      }}
      className={cn(TRIGGER, className)}
    >
      {children}
      <ChevronsUpDown className="size-3.5 shrink-0 text-faint" aria-hidden />
    </button>
  );
}
