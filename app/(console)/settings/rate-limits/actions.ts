"use server";
import { runAction } from "@/app/action";
import {
  type SetAccountLimitsInput,
  type SetWorkspaceLimitsInput,
  setAccountLimits,
  setAccountLimitsSchema,
  setWorkspaceLimits,
  setWorkspaceLimitsSchema,
} from "@/lib/rate-limits";

export async function setAccountLimitsAction(input: SetAccountLimitsInput) {
  return await runAction(setAccountLimitsSchema, input, setAccountLimits);
}

export async function setWorkspaceLimitsAction(input: SetWorkspaceLimitsInput) {
  return await runAction(setWorkspaceLimitsSchema, input, setWorkspaceLimits);
}
