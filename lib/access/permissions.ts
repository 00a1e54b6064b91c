/**
 * Who may what: THE table. Ours, on top of the built-in roles of
 * https://docs.mparticle.com/guides/platform-guide/users (Marketer and QA are our own).
 * The server requires a permission (`requirePermission`), a screen asks `can`.
 */
export const ROLES = [
  "Admin",
  "Admin & Compliance",
  "Support Access",
  "Compliance",
  "User",
  "Marketer",
  "QA",
  "Read Only",
  "Audiences Only",
] as const;
export type Role = (typeof ROLES)[number];

/** Each area of the product; `.view` reads it, `.edit` changes it. */
// biome-ignore format: a table reads by columns.
const AREAS = {
  //                        Adm  A&C  Sup  Com  User Mark QA   RO   AO
  user_activity:           ["V", "V", "V", "-", "-", "V", "V", "-", "-"],
  identity_log:            ["E", "E", "E", "-", "-", "-", "-", "-", "-"],
  live_stream:             ["V", "V", "V", "V", "V", "-", "V", "V", "-"],
  inputs:                  ["E", "E", "E", "V", "E", "-", "V", "V", "-"],
  feed_protection:         ["E", "E", "E", "V", "V", "-", "V", "V", "-"],
  outputs:                 ["E", "E", "E", "V", "E", "-", "V", "V", "-"],
  audiences:               ["E", "E", "E", "V", "E", "E", "V", "V", "E"],
  calculated_attributes:   ["E", "E", "E", "V", "E", "E", "V", "V", "-"],
  identity_settings:       ["E", "E", "E", "V", "V", "-", "V", "V", "-"],
  privacy:                 ["E", "E", "V", "V", "-", "-", "-", "-", "-"],
  data_subject_requests:   ["-", "E", "V", "E", "-", "-", "-", "-", "-"],
  api_credentials:         ["E", "E", "-", "-", "-", "-", "-", "-", "-"],
  members:                 ["E", "E", "-", "-", "-", "-", "-", "-", "-"],
  audit_configuration:     ["V", "V", "V", "V", "-", "-", "-", "-", "-"],
  audit_profile_views:     ["V", "V", "-", "V", "-", "-", "-", "-", "-"],
  overview:                ["V", "V", "V", "V", "V", "V", "V", "V", "-"],
} as const satisfies Record<string, readonly ("E" | "V" | "-")[]>;

export type Area = keyof typeof AREAS;
export type Permission = `${Area}.view` | `${Area}.edit`;

/** What a role sees of personal values; see masking.ts for the paths. */
const PERSONAL_VALUES = [
  "plain",
  "plain",
  "plain",
  "masked",
  "masked",
  "plain",
  "plain_in_development",
  "masked",
  "masked",
] as const;
export type PersonalValues = (typeof PERSONAL_VALUES)[number];

export const AREA_NAMES = Object.keys(AREAS) as Area[];

/** True when the role holds the permission. An unknown role holds none. */
export function can(role: string, permission: Permission): boolean {
  const column = (ROLES as readonly string[]).indexOf(role);
  if (column < 0) return false;
  const [area, verb] = permission.split(".") as [Area, "view" | "edit"];
  const level = AREAS[area]?.[column];
  return level === "E" || (verb === "view" && level === "V");
}

/** How the role sees personal values; an unknown role sees them masked. */
export function personalValues(role: string): PersonalValues {
  return PERSONAL_VALUES[(ROLES as readonly string[]).indexOf(role)] ?? "masked";
}
