"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useCallback, useState } from "react";
import { cn } from "@/components/ui/cn";
import { ZoneProvider } from "@/components/ui/zone-provider";
import { NARROW_COOKIE } from "./cookies";
import type { ShellActions } from "./preferences";
import { ShellContextProvider, type ShellFacts, useShell } from "./shell-context";
import { Sidebar } from "./sidebar";
import { ShellActionsContext, useThemeOfMember } from "./use-preferences";
import { useShellKeys } from "./use-shell-keys";

const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });
const KeyHelp = dynamic(() => import("./key-help").then((module) => module.KeyHelp), { ssr: false });

type ShellProps = { facts: ShellFacts; actions: ShellActions; narrow: boolean; children: ReactNode };

/** The frame of every signed-in screen. */
export function Shell({ facts, actions, narrow, children }: ShellProps) {
  return (
    <ShellActionsContext value={actions}>
      <ShellContextProvider facts={facts}>
        <Frame narrow={narrow}>{children}</Frame>
      </ShellContextProvider>
    </ShellActionsContext>
  );
}

function Frame({ narrow: narrowAtFirst, children }: { narrow: boolean; children: ReactNode }) {
  const { environment, workspace, zoneChoice, browserZone } = useShell();
  const [narrow, setNarrow] = useState(narrowAtFirst);
  const [open, setOpen] = useState<"palette" | "help" | null>(null);
  const openPalette = useCallback(() => setOpen("palette"), []);
  const openHelp = useCallback(() => setOpen("help"), []);
  useShellKeys({ openPalette, openHelp });
  useThemeOfMember();
  const close = (isOpen: boolean) => {
    if (!isOpen) setOpen(null);
  };
  return (
    <ZoneProvider choice={zoneChoice} browserZone={browserZone} workspaceZone={workspace?.timeZone}>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <div className="flex h-dvh overflow-hidden">
        <Sidebar
          narrow={narrow}
          onSearch={openPalette}
          onNarrowChange={(next) => {
            setNarrow(next);
            // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API needs https
            document.cookie = `${NARROW_COOKIE}=${next ? 1 : 0}; path=/; max-age=31536000; samesite=lax`;
          }}
        />
        <div className="flex min-w-0 flex-1 flex-col">
          {environment ? (
            <div
              aria-hidden
              className={cn("h-1 shrink-0", environment === "development" ? "hatched" : "bg-production")}
            />
          ) : null}
          <main id="content" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
            {children}
          </main>
        </div>
      </div>
      {open === "palette" ? <Palette open onOpenChange={close} onHelp={openHelp} /> : null}
      {open === "help" ? <KeyHelp open onOpenChange={close} /> : null}
    </ZoneProvider>
  );
}
