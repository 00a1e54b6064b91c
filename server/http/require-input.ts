import { CodedError } from "@/lib/errors";
import { type Approach, admits } from "@/lib/inputs/admits";
import { type Credential, findInput, refreshInput, secretMatches } from "@/lib/inputs/find-input";
import { parseBasicAuth } from "./basic-auth";
import type { AppContext } from "./types";

/**
 * The input whose key and secret a request carries. Throws `unauthenticated` without an Authorization header and
 * `forbidden` for a wrong or disabled one. https://docs.mparticle.com/developers/apis/http
 */
export async function requireInput(c: AppContext): Promise<Credential> {
  const header = c.env.incoming.headers.authorization;
  if (!header) throw new CodedError("unauthenticated", "The Authorization header is missing.");
  const given = parseBasicAuth(header);
  const found = given ? await findInput(given.user) : null;
  if (!given || !found || !secretMatches(found, given.password) || !found.rules.enabled) {
    throw new CodedError("forbidden", "The key and secret are not those of an active input.");
  }
  return found;
}

/** How a request comes beside its key, at a door that pages of other origins use. */
export function approachOf(c: AppContext, { keyOnly }: Pick<Approach, "keyOnly">): Approach {
  const { origin } = c.env.incoming.headers;
  return { keyOnly, ...(origin === undefined ? {} : { origin }) };
}

export const KEY_REFUSED = "The key is not that of an active input that takes requests with the key alone from here.";

export type KeyedInput =
  | { readonly known: true; readonly credential: Credential; readonly admitted: boolean }
  | { readonly known: false };

/**
 * The input whose key stands in the address (`:key`), where the key alone is enough. `ingest` finds out by itself when
 * the kept settings are old; a door that does not go through it asks for `current` ones. Nobody is refused by old ones.
 */
export async function findKeyedInput(c: AppContext, { current }: { readonly current: boolean }): Promise<KeyedInput> {
  const key = c.req.param("key") ?? "";
  const approach = approachOf(c, { keyOnly: true });
  const found = await (current ? refreshInput(key) : findInput(key));
  if (!found) return { known: false };
  if (current || admits(found, approach)) return { known: true, credential: found, admitted: admits(found, approach) };
  return await findKeyedInput(c, { current: true });
}

/** The same; throws `forbidden` for a key that is unknown or not enough. */
export async function requireKeyedInput(c: AppContext, options: { readonly current: boolean }): Promise<Credential> {
  const found = await findKeyedInput(c, options);
  if (!found.known || !found.admitted) throw new CodedError("forbidden", KEY_REFUSED);
  return found.credential;
}
