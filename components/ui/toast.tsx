"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";

const ToastLayer = dynamic(() => import("./toaster").then((module) => module.ToastLayer), { ssr: false });

type ToastOptions = { readonly description?: string };
type Shown = "message" | "success" | "error";

let wanted = false;
let askForLayer: (() => void) | undefined;
let markReady: () => void = () => {};
const ready = new Promise<void>((resolve) => {
  markReady = resolve;
});

/** The library comes with the first toast. */
async function show(kind: Shown, message: string, options?: ToastOptions): Promise<void> {
  wanted = true;
  askForLayer?.();
  const [{ toast: library }] = await Promise.all([import("./toaster"), ready]);
  library[kind](message, options);
}

/** Says what just happened; never the error of a form. `toast(...)`, `toast.success(...)`, `toast.error(...)`. */
export const toast = Object.assign(
  (message: string, options?: ToastOptions) => void show("message", message, options),
  {
    success: (message: string, options?: ToastOptions) => void show("success", message, options),
    error: (message: string, options?: ToastOptions) => void show("error", message, options),
  },
);

/** Where toasts appear; once, in the providers. */
export function Toaster() {
  const [here, setHere] = useState(false);
  useEffect(() => {
    askForLayer = () => setHere(true);
    if (wanted) setHere(true);
    return () => {
      askForLayer = undefined;
    };
  }, []);
  return here ? <ToastLayer onReady={markReady} /> : null;
}
