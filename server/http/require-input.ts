import { CodedError } from "@/lib/errors";
import { type Credential, findInput, secretMatches } from "@/lib/inputs/find-input";
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
