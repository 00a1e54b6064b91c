"use client";
import type { ReactNode } from "react";
import { LazyPopup, type Triggered } from "./lazy-popup";

export type PopoverProps = Triggered & {
  /** Rendered while it is open only. */
  children: ReactNode;
  /** Shown as its heading and used as its name. */
  title?: ReactNode;
  className?: string;
};

const load = () => import("./open-popover").then((module) => module.OpenPopover);

/** A small surface beside its button, such as where a value came from. Closes by Esc and a click outside. */
export function Popover({ trigger, ...props }: PopoverProps) {
  return <LazyPopup kind="dialog" trigger={trigger} load={load} props={props} />;
}
