"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { TAB, TAB_BAR } from "./tab-look";

export type LinkTab = {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
  /** A count or an icon after the label. */
  readonly after?: ReactNode;
};

/** Tabs that are addresses of their own. */
export function LinkTabs({ label, tabs, className }: { label: string; tabs: readonly LinkTab[]; className?: string }) {
  return (
    <nav aria-label={label} className={cn(TAB_BAR, className)}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          scroll={false}
          aria-current={tab.current ? "page" : undefined}
          className={cn(TAB, tab.current && "border-accent text-ink")}
        >
          {tab.label}
          {tab.after ? <span className="font-normal text-faint text-xs">{tab.after}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
