import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Context } from "@/lib/access/context";
import { contextFromCookies } from "@/lib/access/session";

/** Who is signed in, or null; read once per request, however many components ask. */
export const readContext = cache(async (): Promise<Context | null> => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  return contextFromCookies(jar.toString(), head.get("x-request-id") ?? "none", wantedWorkspace(head));
});

/** Who is signed in. Sends everybody else to the sign-in page and back. */
export async function requireContext(): Promise<Context> {
  const ctx = await readContext();
  if (ctx) return ctx;
  const path = (await headers()).get("x-request-path") ?? "/";
  redirect(path === "/" ? "/login" : `/login?callbackUrl=${encodeURIComponent(path)}`);
}

/** The workspace that the address names: of several accounts it chooses one. */
function wantedWorkspace(head: Headers): number | undefined {
  const [, query = ""] = (head.get("x-request-path") ?? "").split("?");
  const id = Number(new URLSearchParams(query).get("ws"));
  return Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? id : undefined;
}
