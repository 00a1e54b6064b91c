"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";

const BAR = "flex gap-1 border-line border-b";
const TAB =
  "-mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-2.5 font-medium text-muted text-sm hover:text-ink [&_svg]:size-3.5";
const CURRENT = "border-accent text-ink";

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
    <nav aria-label={label} className={cn(BAR, className)}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          scroll={false}
          aria-current={tab.current ? "page" : undefined}
          className={cn(TAB, tab.current && CURRENT)}
        >
          {tab.label}
          {tab.after ? <span className="font-normal text-faint text-xs">{tab.after}</span> : null}
        </Link>
      ))}
    </nav>
  );
}

export type PanelTab = { readonly value: string; readonly label: string; readonly panel: ReactNode };

type PanelTabsProps = {
  tabs: readonly PanelTab[];
  /** With `onChange`: controlled, so that the address can hold the choice. */
  value?: string;
  onChange?: (value: string) => void;
  className?: string;
};

/** Tabs that swap a panel in place. */
export function PanelTabs({ tabs, value, onChange, className }: PanelTabsProps) {
  return (
    <Base.Root
      {...(value === undefined ? { defaultValue: tabs[0]?.value } : { value })}
      onValueChange={(next) => onChange?.(String(next))}
      className={className}
    >
      <Base.List className={BAR}>
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className={cn(TAB, "data-active:border-accent data-active:text-ink")}
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-3 outline-none">
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
