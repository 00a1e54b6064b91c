"use server";
import { cookies } from "next/headers";
import { runAction } from "@/app/action";
import { cookieName, isSecure } from "@/lib/access/session-cookie";
import { type PreferencesInput, preferencesSchema, savePreferences } from "@/lib/members";

export async function savePreferencesAction(input: PreferencesInput) {
  return await runAction(preferencesSchema, input, savePreferences);
}

/** Ends the session of this browser; its cookie is all there is of it. */
export async function signOutAction() {
  (await cookies()).delete({ name: cookieName("session"), path: "/", secure: isSecure() });
}
