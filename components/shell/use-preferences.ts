"use client";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from "react";
import type { ZoneChoice } from "@/lib/format";
import { type ShellActions, THEMES, type Theme } from "./preferences";
import { useShell } from "./shell-context";

export const ShellActionsContext = createContext<ShellActions | null>(null);

/** Theme and time zone of the reader, shown at once and kept with the member. */
export function usePreferences() {
  const actions = useContext(ShellActionsContext);
  const { zoneChoice, theme: kept } = useShell();
  const { theme, setTheme } = useTheme();
  const router = useRouter();
  // The server knows the member's theme only, not what this browser shows.
  const shown = useSyncExternalStore(
    neverChanges,
    () => theme,
    () => kept,
  );
  return {
    theme: THEMES.find((known) => known === shown) ?? "system",
    setTheme: (next: Theme) => {
      setTheme(next);
      void actions?.savePreferences({ theme: next });
    },
    zoneChoice,
    setZoneChoice: async (next: ZoneChoice) => {
      await actions?.savePreferences({ timeZone: next });
      router.refresh();
    },
    signOut: async () => {
      await actions?.signOut();
      window.location.assign("/login");
    },
  };
}

const neverChanges = () => () => {};

/** Where a browser notes whose theme it took over last. */
const TAKEN_KEY = "theme-taken";

/**
 * Takes over the theme that is kept with the member, once for each change of it: what is chosen here counts at once,
 * also while it is still being saved.
 */
export function useThemeOfMember(): void {
  const { theme: kept, member } = useShell();
  const { setTheme } = useTheme();
  const latest = useRef(setTheme);
  useEffect(() => {
    latest.current = setTheme;
  });
  useEffect(() => {
    const taken = `${member.email} ${kept}`;
    if (localStorage.getItem(TAKEN_KEY) === taken) return;
    localStorage.setItem(TAKEN_KEY, taken);
    latest.current(kept);
  }, [kept, member.email]);
}
