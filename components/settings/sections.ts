import { can, type Permission } from "@/lib/access/permissions";

export type SettingsSection = {
  readonly label: string;
  readonly href: string;
  /** Null: everybody has it. */
  readonly permission: Permission | null;
};

const SECTIONS: readonly SettingsSection[] = [
  { label: "Your account", href: "/settings/account", permission: null },
  { label: "Members", href: "/settings/members", permission: "members.view" },
  { label: "Workspaces", href: "/settings/workspaces", permission: "identity_settings.view" },
  { label: "Identity", href: "/settings/identity", permission: "identity_settings.view" },
  { label: "Rate limits", href: "/settings/rate-limits", permission: "identity_settings.view" },
  { label: "Partner identities", href: "/settings/partner-identities", permission: "identity_settings.view" },
  { label: "Account attributes", href: "/settings/account-attributes", permission: "identity_settings.view" },
  { label: "Privacy", href: "/settings/privacy", permission: "privacy.view" },
  { label: "Audit", href: "/settings/audit", permission: "audit_configuration.view" },
];

/** What a role may open of the settings, in order. */
export function settingsSectionsFor(role: string): readonly SettingsSection[] {
  return SECTIONS.filter(({ permission }) => permission === null || can(role, permission));
}
