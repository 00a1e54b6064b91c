import { CodedError } from "@/lib/errors";
import { type Credential, findInput, refreshInput } from "@/lib/inputs/find-input";

/**
 * The input of a key that came without its secret, as browsers send it: only where the input allows that.
 * Throws `forbidden`, the same whether nobody has the key, the input is disabled or it wants a secret.
 */
export async function requireKeyOnly(key: string): Promise<Credential> {
  const kept = await findInput(key);
  // It may be allowed since the settings were kept: nobody is refused by old ones.
  const found = kept && !kept.allowKeyOnly ? await refreshInput(key) : kept;
  if (!found?.rules.enabled || !found.allowKeyOnly) {
    throw new CodedError("forbidden", "The key alone is not enough, or not that of an active input.");
  }
  return found;
}
