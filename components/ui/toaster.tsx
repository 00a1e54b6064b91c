"use client";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster as Base } from "sonner";

export { toast } from "sonner";

/** A bar of unsaved changes at the bottom of a page stays free to press, px. */
const ABOVE_BARS = { bottom: 84, right: 24 };

/** The library's layer in our look; `onReady` when it takes toasts. */
export function ToastLayer({ onReady }: { onReady: () => void }) {
  const { resolvedTheme } = useTheme();
  useEffect(onReady, [onReady]);
  return (
    <Base
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      offset={ABOVE_BARS}
      toastOptions={{
        classNames: {
          toast: "!rounded-md !border-line !bg-raised !text-ink !shadow-pop !font-sans !text-sm",
          description: "!text-muted",
        },
      }}
    />
  );
}
