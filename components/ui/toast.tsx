"use client";
import { useTheme } from "next-themes";
import { Toaster as Base } from "sonner";

export { toast } from "sonner";

/** Where toasts appear; once, in the providers. For what just happened; never for errors of a form. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
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
