/** What was done, in words; an action that is not here is shown by its name. */
const ACTIONS: Readonly<Record<string, string>> = {
  "input.create": "Input created",
  "input.update": "Input settings changed",
  "input.protection.update": "Protection level changed",
  "input.key.rotate": "Key rotated",
  "input.enable": "Input enabled",
  "input.disable": "Input disabled",
  "live_stream.device.save": "Device saved",
  "live_stream.device.rename": "Saved device renamed",
  "live_stream.device.delete": "Saved device deleted",
  "member.invite": "Member invited",
  "member.invite.revoke": "Invitation revoked",
  "member.update": "Member changed",
  "member.reset_link": "Reset link made",
  "workspace.create": "Workspace created",
  "workspace.update": "Workspace changed",
  "identity.scope.move": "Moved to another identity scope",
  "identity.settings.update": "Identity settings changed",
  "rate_limits.account.update": "Rate limits of the account changed",
  "rate_limits.workspace.update": "Rate limits of a workspace changed",
  "rate_limits.input.update": "Rate limit of an input changed",
  "partner_identity.add": "Partner identity registered",
  "partner_identity.remove": "Partner identity removed",
  "account_attribute.declare": "Account attribute declared",
  "account_attribute.undeclare": "Account attribute undeclared",
  "account_attribute.value.set": "Account attribute set",
  "account_attribute.value.remove": "Account attribute removed",
  "privacy.gdpr.enable": "GDPR switched on",
  "privacy.gdpr.disable": "GDPR switched off",
  "privacy.ccpa.enable": "CCPA switched on",
  "privacy.ccpa.disable": "CCPA switched off",
  "privacy.purpose.add": "GDPR purpose added",
  "audit.export": "Audit exported",
};

export function actionWords(action: string): string {
  return ACTIONS[action] ?? action;
}

/** What the filter offers: an action or the beginning of several. */
export const ACTION_FILTERS = [
  { value: "input.protection", label: "Protection levels" },
  { value: "input", label: "Inputs" },
  { value: "member", label: "Members" },
  { value: "workspace", label: "Workspaces" },
  { value: "identity", label: "Identity" },
  { value: "rate_limits", label: "Rate limits" },
  { value: "partner_identity", label: "Partner identities" },
  { value: "account_attribute", label: "Account attributes" },
  { value: "privacy", label: "Privacy" },
  { value: "live_stream", label: "Saved devices" },
  { value: "audit", label: "Exports" },
] as const;

export type ChangedField = { readonly name: string; readonly before?: unknown; readonly after?: unknown };

/** The fields of before and after that differ; all of them where there is one side only. */
export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].flatMap((key) => {
    if (key in old && key in fresh && JSON.stringify(old[key]) === JSON.stringify(fresh[key])) return [];
    return {
      name: key,
      ...(key in old ? { before: old[key] } : {}),
      ...(key in fresh ? { after: fresh[key] } : {}),
    };
  });
}

/** "protectionLevel" becomes "protection level". */
export function fieldWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("_", " ");
}

function fieldsOf(side: unknown): Record<string, unknown> {
  return typeof side === "object" && side !== null && !Array.isArray(side) ? { ...side } : {};
}
