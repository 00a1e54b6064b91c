"use client";
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode } from "react";

type PopoverCloseProps = { onClick: () => void; className?: string; children: ReactNode };

/** A button inside a popover that leads elsewhere, so that the popover goes. */
export function PopoverClose(props: PopoverCloseProps) {
  return <Base.Close {...props} />;
}
