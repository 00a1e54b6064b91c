"use client";
import { useEffect, useRef } from "react";

type ListKeys = {
  /** Number of rows. */
  count: number;
  /** The row that is marked; -1 for none. */
  index: number;
  /** Moves the mark (`j`, `k`, arrows when the list has focus). */
  onMove: (index: number) => void;
  /** `Enter`. */
  onOpen?: (index: number) => void;
  /** `Esc`. */
  onClose?: () => void;
  /** `c`. */
  onCopy?: (index: number) => void;
};

/** The keys of a list: j and k move, Enter opens, Esc closes, c copies. Silent while somebody types or a dialog is open. */
export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const { count, index, onMove, onOpen, onClose, onCopy } = latest.current;
      if (event.key === "j" || event.key === "k") {
        if (count === 0) return;
        // Enter then means the row, not a button that still has the focus.
        if (isControl(event.target) && event.target instanceof HTMLElement) event.target.blur();
        onMove(event.key === "j" ? Math.min(count - 1, index + 1) : Math.max(0, index - 1));
      } else if (event.key === "Escape" && onClose) onClose();
      else if (event.key === "c" && index >= 0 && onCopy) onCopy(index);
      else if (event.key === "Enter" && index >= 0 && onOpen && !isControl(event.target)) onOpen(index);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

const TYPING =
  "input:not([type=radio], [type=checkbox]), textarea, select, [role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** True while keys mean text, or belong to an open dialog or menu. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.closest(TYPING) !== null;
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("a, button, [role=button]") !== null;
}
