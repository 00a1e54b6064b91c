import { can, type Permission } from "@/lib/access/permissions";

export type SectionIcon = "users" | "stream" | "inputs" | "settings";

export type ShellSection = {
  readonly group: string;
  readonly label: string;
  readonly href: string;
  readonly icon: SectionIcon;
  /** The letter after `g`. */
  readonly key: string;
  /** Null: everybody has it. */
  readonly permission: Permission | null;
};

/** What there is to open; a section appears here together with its screens. */
export const SECTIONS: readonly ShellSection[] = [
  {
    group: "Activity",
    label: "User Activity",
    href: "/activity/users",
    icon: "users",
    key: "u",
    permission: "user_activity.view",
  },
  {
    group: "Activity",
    label: "Live Stream",
    href: "/live-stream",
    icon: "stream",
    key: "l",
    permission: "live_stream.view",
  },
  { group: "Setup", label: "Inputs", href: "/setup/inputs", icon: "inputs", key: "i", permission: "inputs.view" },
  { group: "Setup", label: "Settings", href: "/settings", icon: "settings", key: "s", permission: null },
];

/** The sections that a role may open, in order. */
export function sectionsFor(role: string): readonly ShellSection[] {
  return SECTIONS.filter((section) => section.permission === null || can(role, section.permission));
}
