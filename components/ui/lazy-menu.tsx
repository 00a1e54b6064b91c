"use client";
import { type ComponentType, cloneElement, type ReactElement, useState } from "react";

/** A menu of a module of its own: `<Menu defaultOpen trigger={trigger}>` and its items. */
export type MenuModule = ComponentType<{ trigger: ReactElement<Record<string, unknown>> }>;

type LazyMenuProps = {
  trigger: ReactElement<Record<string, unknown>>;
  load: () => Promise<MenuModule>;
};

/** A button whose menu is loaded when somebody is about to open it: menus in the frame must not slow down every page. */
export function LazyMenu({ trigger, load }: LazyMenuProps) {
  const [Loaded, setLoaded] = useState<MenuModule | null>(null);
  if (Loaded) return <Loaded trigger={trigger} />;
  return cloneElement(trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    // Only fetches: the press below then finds it there.
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => void load().then((module) => setLoaded(() => module)),
  });
}
