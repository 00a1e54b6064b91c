"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { TAB, TAB_BAR } from "./tab-look";

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
      <Base.List className={TAB_BAR}>
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
