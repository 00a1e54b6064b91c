import type { ApiCaller } from "@/lib/access/api-caller";
import { callerOf } from "@/lib/access/api-token";
import { CodedError } from "@/lib/errors";
import type { AppContext } from "./types";

/** The program whose token a request carries (RFC 6750). Throws `unauthenticated`. */
export async function requireCaller(c: AppContext): Promise<ApiCaller> {
  const [, token] = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i.exec(c.env.incoming.headers.authorization ?? "") ?? [];
  const caller = token ? await callerOf(token) : null;
  if (!caller) throw new CodedError("unauthenticated", "The token is missing, has expired or is not valid.");
  return caller;
}
