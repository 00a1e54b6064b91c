"use client";
import { type ComponentType, cloneElement, type MouseEvent, type ReactElement, useState } from "react";

/** What a module of a popup gets: the button that it renders as its own trigger, open from the start. */
export type Triggered = {
  trigger: ReactElement<Record<string, unknown>>;
  /** Whether a key opened it: a menu then begins at its first item. */
  byKey?: boolean;
};

type LazyPopupProps<Props extends object> = Pick<Triggered, "trigger"> & {
  kind: "menu" | "dialog";
  load: () => Promise<ComponentType<Props & Triggered>>;
  /** Of the loaded one, besides its trigger. */
  props: Props;
};

/** A button whose popup is loaded when somebody is about to open it: what stays closed must not slow down a page. */
export function LazyPopup<Props extends object>({ trigger, kind, load, props }: LazyPopupProps<Props>) {
  const [Loaded, setLoaded] = useState<ComponentType<Props & Triggered> | null>(null);
  const [byKey, setByKey] = useState(false);
  if (Loaded) return <Loaded {...props} trigger={trigger} byKey={byKey} />;
  return cloneElement(trigger, {
    "aria-haspopup": kind,
    "aria-expanded": false,
    // Only fetches: the press below then finds it there.
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: ({ detail }: MouseEvent) => {
      setByKey(detail === 0);
      void load().then((module) => setLoaded(() => module));
    },
  });
}
