import { DEFAULT_PRIORITY, isDeviceIdentity, isIdentityType } from "../batch/identity-names";
import { type IdentityRecord, isKnown } from "./record";
import { STRATEGIES, strategyOf } from "./strategies";

/** The identity settings of a scope; see Settings > Identity. */
export type IdentitySettings = {
  readonly strategy: string;
  /** Types that look a profile up, most important first. */
  readonly priority: readonly string[];
  readonly uniqueTypes: readonly string[];
  readonly loginTypes: readonly string[];
  readonly immutableTypes: readonly string[];
};

/** Types that may stand in the priority; the others are stored, but look nobody up. */
export const LOOKUP_TYPES: readonly string[] = DEFAULT_PRIORITY;

export const STRATEGY_NAMES: readonly string[] = STRATEGIES.map(({ name }) => name);

/** The types that are unique and login types under the strategy; null where the settings choose them. */
export function fixedTypes(strategy: string): readonly string[] | null {
  return strategyOf(strategy).fixedTypes;
}

/** True where an alias may be asked for. https://docs.mparticle.com/guides/idsync/aliasing */
export function isAliasAvailable(strategy: string): boolean {
  return strategyOf(strategy).allowsAlias;
}

/** `is_ephemeral` of the identity API: a client may delete what it stores when the user changes. Ours. */
export function isEphemeral(strategy: string, known: boolean): boolean {
  return !known && strategyOf(strategy).anonymousIsEphemeral;
}

/** `is_logged_in` of the identity API: the profile is known. https://docs.mparticle.com/developers/apis/idsync/http */
export function isLoggedIn(record: IdentityRecord, { loginTypes }: IdentitySettings): boolean {
  return isKnown(record, loginTypes);
}

export type TypesField = "priority" | "uniqueTypes" | "loginTypes" | "immutableTypes";

/** Why settings can't be used; `lib/explain/identity-settings` puts it into words. */
export type IdentityProblem =
  | { readonly code: "unknown_strategy"; readonly field: "strategy" }
  | { readonly code: "priority_empty"; readonly field: "priority" }
  | { readonly code: "types_fixed"; readonly field: "uniqueTypes" | "loginTypes"; readonly types: readonly string[] }
  | {
      readonly code:
        | "type_unknown"
        | "type_repeated"
        | "type_not_lookup"
        | "type_not_in_priority"
        | "device_not_unique"
        | "immutable_not_unique"
        | "immutable_not_login";
      readonly field: TypesField;
      readonly type: string;
    };

/**
 * What is wrong with these settings; nothing: an empty list. Unique types that describe a device, and look-ups by
 * types outside the priority, are refused by us: they could never do what they say.
 * https://docs.mparticle.com/guides/idsync/components
 */
export function checkIdentitySettings(settings: IdentitySettings): IdentityProblem[] {
  const { priority, uniqueTypes, loginTypes, immutableTypes } = settings;
  const problems: IdentityProblem[] = [];
  if (!STRATEGY_NAMES.includes(settings.strategy)) problems.push({ code: "unknown_strategy", field: "strategy" });
  if (priority.length === 0) problems.push({ code: "priority_empty", field: "priority" });
  for (const field of ["priority", "uniqueTypes", "loginTypes", "immutableTypes"] as const) {
    problems.push(...checkTypes(field, settings[field], priority));
  }
  for (const type of uniqueTypes) {
    if (isIdentityType(type) && isDeviceIdentity(type))
      problems.push({ code: "device_not_unique", field: "uniqueTypes", type });
  }
  for (const type of new Set(immutableTypes)) {
    const about = { field: "immutableTypes", type } as const;
    if (!uniqueTypes.includes(type)) problems.push({ code: "immutable_not_unique", ...about });
    if (!loginTypes.includes(type)) problems.push({ code: "immutable_not_login", ...about });
  }
  return [...problems, ...checkFixedTypes(settings)];
}

function checkTypes(field: TypesField, types: readonly string[], priority: readonly string[]): IdentityProblem[] {
  return [...new Set(types)].flatMap((type): IdentityProblem[] => {
    if (!isIdentityType(type)) return [{ code: "type_unknown", field, type }];
    const repeated = types.indexOf(type) !== types.lastIndexOf(type);
    return [
      ...(repeated ? [{ code: "type_repeated", field, type } as const] : []),
      ...(field === "priority" && !LOOKUP_TYPES.includes(type)
        ? [{ code: "type_not_lookup", field, type } as const]
        : []),
      ...(priority.includes(type) ? [] : [{ code: "type_not_in_priority", field, type } as const]),
    ];
  });
}

function checkFixedTypes(settings: IdentitySettings): IdentityProblem[] {
  const types = STRATEGIES.find(({ name }) => name === settings.strategy)?.fixedTypes;
  if (!types) return [];
  return (["uniqueTypes", "loginTypes"] as const).flatMap((field) => {
    const chosen = new Set(settings[field]);
    const same = chosen.size === types.length && types.every((type) => chosen.has(type));
    return same ? [] : [{ code: "types_fixed", field, types } as const];
  });
}
