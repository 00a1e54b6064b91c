import { z } from "zod";
import type { IdentitySettings } from "../identity/settings";

/** No scope names more types than there are; longer lists are nobody's settings. */
const types = z.array(z.string().max(64)).max(100).readonly();

/** The shape of identity settings; whether they make sense says `checkIdentitySettings`. */
export const identitySettingsSchema = z.object({
  strategy: z.string().max(64),
  priority: types,
  uniqueTypes: types,
  loginTypes: types,
  immutableTypes: types,
});

/** The settings alone, of a row or an audit entry; marked types stand in priority order, so that equal ones are equal. */
export function plainSettings(settings: IdentitySettings) {
  const { strategy, priority } = settings;
  const ordered = (marked: readonly string[]) =>
    [...new Set(marked)].sort((a, b) => place(priority, a) - place(priority, b) || (a < b ? -1 : 1));
  return {
    strategy,
    priority: [...priority],
    uniqueTypes: ordered(settings.uniqueTypes),
    loginTypes: ordered(settings.loginTypes),
    immutableTypes: ordered(settings.immutableTypes),
  };
}

function place(priority: readonly string[], type: string): number {
  const index = priority.indexOf(type);
  return index < 0 ? priority.length : index;
}
