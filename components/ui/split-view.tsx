"use client";
import type { ReactNode } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { cn } from "./cn";

/** On the server there is nothing to remember yet. */
const storage = {
  getItem: (key: string) => (typeof window === "undefined" ? null : window.localStorage.getItem(key)),
  setItem: (key: string, value: string) => {
    if (typeof window !== "undefined") window.localStorage.setItem(key, value);
  },
};

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
  const panelIds = detail ? ["list", "detail"] : ["list"];
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: `split-${id}`, panelIds, storage });
  return (
    <Group
      id={`split-${id}`}
      orientation="horizontal"
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
      className={cn("h-full min-h-0", className)}
    >
      <Panel id="list" minSize="320px" className="min-w-0">
        {children}
      </Panel>
      {detail ? (
        <>
          <Separator className="group relative w-px bg-line outline-none transition-colors after:absolute after:inset-y-0 after:-left-1 after:w-2.5 hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent" />
          <Panel id="detail" defaultSize="42%" minSize="340px" maxSize="75%" className="min-w-0">
            {detail}
          </Panel>
        </>
      ) : null}
    </Group>
  );
}
