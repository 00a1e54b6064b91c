"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useRef } from "react";
import { cn } from "./cn";
import type { Triggered } from "./lazy-popup";
import { OPTION, POPUP } from "./list-popup";

type MenuProps = Triggered & {
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  className?: string;
};

/** Actions of a button, open from the start: for a LazyPopup. Inside: MenuItem, MenuLink, MenuChoice, MenuGroup, MenuRule. */
export function Menu({ trigger, children, side = "bottom", align = "end", byKey, className }: MenuProps) {
  // Only the opening that loaded it: later ones the library knows by itself.
  const isFirstByKey = useRef(byKey);
  const focusFirst = (popup: HTMLElement | null) => {
    if (!popup || !isFirstByKey.current) return;
    isFirstByKey.current = false;
    popup.querySelector<HTMLElement>("[role^=menuitem]")?.focus({ preventScroll: true });
  };
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-50">
          <Base.Popup ref={focusFirst} className={cn(POPUP, className)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type MenuItemProps = {
  children: ReactNode;
  onSelect: () => void;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
};

/** One action. */
export function MenuItem({ children, onSelect, icon, danger, disabled }: MenuItemProps) {
  return (
    <Base.Item onClick={onSelect} disabled={disabled} className={cn(OPTION, danger && "text-danger")}>
      {icon}
      {children}
    </Base.Item>
  );
}

/** One address. */
export function MenuLink({ href, children, icon }: { href: string; children: ReactNode; icon?: ReactNode }) {
  return (
    <Base.LinkItem render={<Link href={href} />} closeOnClick className={OPTION}>
      {icon}
      {children}
    </Base.LinkItem>
  );
}

type MenuChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string; readonly icon?: ReactNode }[];
  onChange: (value: Value) => void;
};

/** One of a few settings, under a label. */
export function MenuChoice<Value extends string>({ label, value, options, onChange }: MenuChoiceProps<Value>) {
  return (
    <MenuGroup label={label}>
      <Base.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className={OPTION}>
            <span className="w-3.5">
              <Base.RadioItemIndicator>
                <Check className="text-accent" />
              </Base.RadioItemIndicator>
            </span>
            {option.icon}
            <span className="truncate">{option.label}</span>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </MenuGroup>
  );
}

/** Items under a label. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 font-medium text-faint text-xs">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

/** A line between groups. */
export function MenuRule() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
