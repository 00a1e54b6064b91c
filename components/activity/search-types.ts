import { IDENTITY_TYPES, identityLabel, isIdentityType } from "@/lib/batch/identity-names";

/** What a search can be narrowed to: "" is any field. */
export const FIELD_OPTIONS = [
  { value: "", label: "Any profile field" },
  { value: "mpid", label: "MPID" },
  ...IDENTITY_TYPES.map((type) => ({ value: type as string, label: identityLabel(type) })),
];

export const ENVIRONMENT_OPTIONS = [
  { value: "both", label: "Both environments" },
  { value: "production", label: "Production" },
  { value: "development", label: "Development" },
] as const;
export type EnvironmentChoice = (typeof ENVIRONMENT_OPTIONS)[number]["value"];

export function environmentChoice(value: unknown): EnvironmentChoice {
  return value === "production" || value === "development" ? value : "both";
}

/** A canonical type or `mpid`; anything else of an address is no type. */
export function fieldChoice(value: unknown) {
  if (value === "mpid") return "mpid" as const;
  return typeof value === "string" && isIdentityType(value) ? value : undefined;
}

export function fieldLabel(type: string): string {
  return type === "mpid" ? "MPID" : identityLabel(type);
}
