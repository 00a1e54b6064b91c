import type { ReactNode } from "react";

/** A key. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid h-4.5 min-w-4.5 place-items-center rounded-sm border border-current/25 px-1 font-medium font-sans text-2xs">
      {children}
    </kbd>
  );
}
