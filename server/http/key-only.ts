import { CodedError } from "@/lib/errors";
import { type Credential, findInput } from "@/lib/inputs/find-input";

/**
 * The input of a key that came without its secret, as browsers send it: only where the input allows that.
 * Throws `forbidden`, the same whether nobody has the key, the input is disabled or it wants a secret.
 */
export async function requireKeyOnly(key: string): Promise<Credential> {
  const found = await findInput(key);
  if (!found?.rules.enabled || !found.allowKeyOnly) {
    throw new CodedError("forbidden", "The key alone is not enough, or not that of an active input.");
  }
  return found;
}
