"use client";
import { type ReactNode, useId, useRef } from "react";
import { cn } from "./cn";
import { Splitter } from "./splitter";
import { useStoredShare } from "./stored-share";

type SplitViewProps = {
  /** Names the remembered width. */
  id: string;
  /** The list. Its own scrolling is its own business: give it h-full and overflow-auto. */
  children: ReactNode;
  /** A DetailPanel, or null while nothing is selected. */
  detail: ReactNode | null;
  className?: string;
};

/** A list with the detail of its selection at the right, resizable, its width remembered; it needs a parent of fixed height. */
export function SplitView({ id, children, detail, className }: SplitViewProps) {
  const own = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [share, setShare] = useStoredShare(`split-${id}`);
  return (
    <div ref={frame} className={cn("flex h-full min-h-0", className)}>
      <div className="h-full min-w-80 flex-1 overflow-auto">{children}</div>
      {detail ? (
        <>
          <Splitter frame={frame} share={share} onShare={setShare} controls={own} />
          <div
            id={own}
            className="h-full min-w-[340px] max-w-[min(75%,calc(100%-20rem))] overflow-auto"
            style={{ width: `${share}%` }}
          >
            {detail}
          </div>
        </>
      ) : null}
    </div>
  );
}
