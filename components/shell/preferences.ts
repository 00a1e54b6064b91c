import type { ZoneChoice } from "@/lib/format";

/** What the shell asks the server to do; the layout passes them in. */
export type ShellActions = {
  readonly savePreferences: (preferences: { theme?: Theme; timeZone?: ZoneChoice }) => Promise<unknown>;
  readonly signOut: () => Promise<unknown>;
};

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const THEME_LABELS: Readonly<Record<Theme, string>> = {
  system: "As the system",
  light: "Light",
  dark: "Dark",
};
