import type { Context } from "@/lib/access/context";
import { contextFromCookies } from "@/lib/access/session";
import { CodedError } from "@/lib/errors";
import type { AppContext } from "./types";

/** Who is signed in, as of now; null when nobody is, or not any more. `ws` chooses the account. */
export function readMember(c: AppContext): Promise<Context | null> {
  const workspaceId = Number(c.req.query("ws"));
  return contextFromCookies(
    c.env.incoming.headers.cookie,
    c.get("requestId"),
    Number.isSafeInteger(workspaceId) && workspaceId > 0 && workspaceId < 2 ** 31 ? workspaceId : undefined,
  );
}

/** Who is signed in. Throws `unauthenticated`. */
export async function requireMember(c: AppContext): Promise<Context> {
  const ctx = await readMember(c);
  if (!ctx) throw new CodedError("unauthenticated", "You are not signed in, or your session has ended.");
  return ctx;
}
