"use client";
import type { KeyboardEvent, PointerEvent, RefObject } from "react";
import { MAX_SHARE, MIN_SHARE } from "./stored-share";

type SplitterProps = {
  /** What is divided. */
  frame: RefObject<HTMLElement | null>;
  /** Of the right side, percent. */
  share: number;
  onShare: (share: number) => void;
  /** Id of the right side. */
  controls: string;
};

const STEP = 5;

/** The line between two sides: dragged, or moved by arrow keys, Home and End. */
export function Splitter({ frame, share, onShare, controls }: SplitterProps) {
  const onPointerMove = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onShare(((box.right - event.clientX) / box.width) * 100);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const keys: Readonly<Record<string, number>> = {
      ArrowLeft: share + STEP,
      ArrowRight: share - STEP,
      Home: MAX_SHARE,
      End: MIN_SHARE,
    };
    const next = keys[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onShare(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule can't be moved, a separator with the focus can
    <div
      role="separator"
      aria-label="Width of the details"
      aria-orientation="vertical"
      aria-controls={controls}
      aria-valuenow={Math.round(share)}
      aria-valuemin={MIN_SHARE}
      aria-valuemax={MAX_SHARE}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
      }}
      onPointerMove={onPointerMove}
      className="relative w-px shrink-0 cursor-col-resize touch-none bg-line outline-none transition-colors after:absolute after:inset-y-0 after:-left-1 after:w-2.5 hover:bg-accent focus-visible:bg-accent active:bg-accent"
    />
  );
}
