import type { Permission } from "@/lib/access/permissions";

const NEEDED: readonly (readonly [path: string, permission: Permission])[] = [
  ["/activity/users", "user_activity.view"],
  ["/live-stream", "live_stream.view"],
  ["/setup/inputs", "inputs.view"],
  ["/settings/identity", "identity_settings.view"],
  ["/settings/members", "members.view"],
  ["/settings/privacy", "privacy.view"],
  ["/settings/workspaces", "identity_settings.view"],
  ["/settings/rate-limits", "identity_settings.view"],
  ["/settings/partner-identities", "identity_settings.view"],
  ["/settings/account-attributes", "identity_settings.view"],
  ["/settings/audit/views", "audit_profile_views.view"],
  ["/settings/audit", "audit_configuration.view"],
];

/** The permission that the screen at a path needs; undefined where everybody may look. */
export function permissionOfPath(path: string): Permission | undefined {
  return NEEDED.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1];
}
