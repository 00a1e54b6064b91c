"use server";
import { runAction } from "@/app/action";
import {
  changePassword,
  changePasswordSchema,
  type PreferencesInput,
  preferencesSchema,
  savePreferences,
} from "@/lib/members";

export async function saveOwnNameAction(input: PreferencesInput) {
  return await runAction(preferencesSchema, input, savePreferences);
}

export async function changePasswordAction(input: { current: string; next: string }) {
  return await runAction(changePasswordSchema, input, changePassword);
}
