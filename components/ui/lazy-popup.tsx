"use client";
import { type ComponentType, cloneElement, type ReactElement, useState } from "react";

/** What a module of a popup gets: the button that it renders as its own trigger, open from the start. */
export type Triggered = { trigger: ReactElement<Record<string, unknown>> };

type LazyPopupProps<Props extends object> = Triggered & {
  kind: "menu" | "dialog";
  load: () => Promise<ComponentType<Props & Triggered>>;
  /** Of the loaded one, besides its trigger. */
  props: Props;
};

/** A button whose popup is loaded when somebody is about to open it: what stays closed must not slow down a page. */
export function LazyPopup<Props extends object>({ trigger, kind, load, props }: LazyPopupProps<Props>) {
  const [Loaded, setLoaded] = useState<ComponentType<Props & Triggered> | null>(null);
  if (Loaded) return <Loaded {...props} trigger={trigger} />;
  return cloneElement(trigger, {
    "aria-haspopup": kind,
    "aria-expanded": false,
    // Only fetches: the press below then finds it there.
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => void load().then((module) => setLoaded(() => module)),
  });
}
