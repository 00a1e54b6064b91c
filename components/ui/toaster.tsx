"use client";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster as Base } from "sonner";

export { toast } from "sonner";

/** The library's layer in our look; `onReady` when it takes toasts. */
export function ToastLayer({ onReady }: { onReady: () => void }) {
  const { resolvedTheme } = useTheme();
  useEffect(onReady, [onReady]);
  return (
    <Base
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast: "!rounded-md !border-line !bg-raised !text-ink !shadow-pop !font-sans !text-sm",
          description: "!text-muted",
        },
      }}
    />
  );
}
