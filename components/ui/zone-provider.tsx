"use client";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { resolveZone, type ZoneChoice } from "@/lib/format";
import { ZONE_COOKIE } from "./zone-cookie";

const ZoneContext = createContext("UTC");

type ZoneProviderProps = {
  choice: ZoneChoice;
  /** From the cookie; unknown on the very first page. */
  browserZone?: string | undefined;
  workspaceZone?: string | undefined;
  children: ReactNode;
};

/** The zone in which everything below shows its times. */
export function ZoneProvider({ choice, browserZone, workspaceZone, children }: ZoneProviderProps) {
  const [browser, setBrowser] = useState(browserZone);
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    setBrowser(own);
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API needs https
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(own)}; path=/; max-age=31536000; samesite=lax`;
  }, []);
  const zone = resolveZone(choice, { browser, workspace: workspaceZone });
  return <ZoneContext value={zone}>{children}</ZoneContext>;
}

/** The IANA zone for `formatInstant` and its like. */
export function useZone(): string {
  return useContext(ZoneContext);
}
