import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";

/** The frame of the screens before sign-in: one column, the sign, what it is about, the form. */
export function AuthPage({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-12">
      <div className="w-full max-w-90">
        <div className="flex items-center gap-2.5">
          <Mark className="size-7" />
          <p className="font-medium text-muted text-sm">User Activity View</p>
        </div>
        <h1 className="mt-8 font-semibold text-ink text-xl">{title}</h1>
        {lead ? <p className="mt-1.5 text-muted text-sm">{lead}</p> : null}
        <div className="mt-6">{children}</div>
      </div>
    </main>
  );
}
