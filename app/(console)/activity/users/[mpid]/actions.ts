"use server";
import { runAction } from "@/app/action";
import { type SetAccountValueInput, setAccountValue, setAccountValueSchema } from "@/lib/profile";

export async function setAccountValueAction(input: SetAccountValueInput) {
  return await runAction(setAccountValueSchema, input, setAccountValue);
}
