"use client";
import { LogOut, Settings } from "lucide-react";
import type { Triggered } from "@/components/ui/lazy-popup";
import { Menu, MenuChoice, MenuItem, MenuLink, MenuRule } from "@/components/ui/menu";
import { ZONE_CHOICE_LABELS, ZONE_CHOICES } from "@/lib/format";
import { THEME_LABELS, THEMES } from "./preferences";
import { useShell } from "./shell-context";
import { usePreferences } from "./use-preferences";

/** Who is signed in; theme, time zone, settings, sign out. */
export function UserMenuPopup(triggered: Triggered) {
  const { member, role, href } = useShell();
  const { theme, setTheme, zoneChoice, setZoneChoice, signOut } = usePreferences();
  return (
    <Menu side="top" align="start" className="w-64" {...triggered}>
      <div className="px-2 py-1.5">
        <div className="truncate font-semibold">{member.name}</div>
        <div className="truncate text-muted text-xs">{member.email}</div>
        <div className="text-muted text-xs">Role: {role}</div>
      </div>
      <MenuRule />
      <MenuChoice
        label="Theme"
        value={theme}
        options={THEMES.map((value) => ({ value, label: THEME_LABELS[value] }))}
        onChange={setTheme}
      />
      <MenuChoice
        label="Times are shown in"
        value={zoneChoice}
        options={ZONE_CHOICES.map((value) => ({ value, label: ZONE_CHOICE_LABELS[value] }))}
        onChange={(next) => void setZoneChoice(next)}
      />
      <MenuRule />
      <MenuLink href={href("/settings")} icon={<Settings />}>
        Settings
      </MenuLink>
      <MenuItem icon={<LogOut />} onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
