import { isDeviceIdentity, isIdentityType } from "@/lib/batch/identity-names";
import { fixedTypes, type IdentitySettings } from "@/lib/identity/settings";

/** What a type may be marked as, beside its place in the priority. */
export type Mark = "uniqueTypes" | "loginTypes" | "immutableTypes";

/** The settings under another strategy: what it fixes is set, and stands in the priority. Pure, as all of this file. */
export function withStrategy(settings: IdentitySettings, strategy: string): IdentitySettings {
  const fixed = fixedTypes(strategy);
  if (!fixed) return { ...settings, strategy };
  const missing = fixed.filter((type) => !settings.priority.includes(type));
  return {
    strategy,
    priority: [...missing, ...settings.priority],
    uniqueTypes: fixed,
    loginTypes: fixed,
    immutableTypes: settings.immutableTypes.filter((type) => fixed.includes(type)),
  };
}

/** The type at another place of the priority (from 0); beyond the ends it stays at the end. */
export function withPlace(settings: IdentitySettings, type: string, place: number): IdentitySettings {
  const rest = settings.priority.filter((one) => one !== type);
  return { ...settings, priority: [...rest.slice(0, Math.max(0, place)), type, ...rest.slice(Math.max(0, place))] };
}

/** The type joins the look-up as its last. */
export function withType(settings: IdentitySettings, type: string): IdentitySettings {
  return { ...settings, priority: [...settings.priority, type] };
}

/** The type looks nobody up any more, so it is marked as nothing either. */
export function withoutType(settings: IdentitySettings, type: string): IdentitySettings {
  const without = (types: readonly string[]) => types.filter((one) => one !== type);
  return {
    ...settings,
    priority: without(settings.priority),
    uniqueTypes: without(settings.uniqueTypes),
    loginTypes: without(settings.loginTypes),
    immutableTypes: without(settings.immutableTypes),
  };
}

/** Sets or takes a mark. An immutable type is unique and a login type, so these go together. */
export function withMark(settings: IdentitySettings, type: string, mark: Mark, on: boolean): IdentitySettings {
  const set = (types: readonly string[]) => (types.includes(type) ? types : [...types, type]);
  const take = (types: readonly string[]) => types.filter((one) => one !== type);
  const marked = { ...settings, [mark]: on ? set(settings[mark]) : take(settings[mark]) };
  if (mark !== "immutableTypes") return on ? marked : { ...marked, immutableTypes: take(marked.immutableTypes) };
  if (!on || fixedTypes(settings.strategy)) return marked;
  return { ...marked, uniqueTypes: set(marked.uniqueTypes), loginTypes: set(marked.loginTypes) };
}

/** Why a mark can't be chosen for a type; null where it can. */
export function lockedMark(settings: IdentitySettings, type: string, mark: Mark): string | null {
  const fixed = fixedTypes(settings.strategy);
  if (mark !== "loginTypes" && isDevice(type)) return "A device may be shared by several people.";
  if (!fixed) return null;
  if (mark !== "immutableTypes") return "The strategy fixes this.";
  return fixed.includes(type) ? null : "Immutable types are unique and login types, which the strategy fixes.";
}

function isDevice(type: string): boolean {
  return isIdentityType(type) && isDeviceIdentity(type);
}
