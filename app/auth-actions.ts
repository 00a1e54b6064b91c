"use server";
import {
  acceptInvite,
  acceptInviteSchema,
  resetPassword,
  resetPasswordSchema,
  setUp,
  setUpSchema,
} from "@/lib/members";
import { runPublicAction } from "./action";

export async function setUpAction(values: Record<string, string>) {
  return await runPublicAction(setUpSchema, values, setUp);
}

export async function acceptInviteAction(token: string, values: Record<string, string>) {
  return await runPublicAction(acceptInviteSchema, { ...values, token }, acceptInvite);
}

export async function resetPasswordAction(token: string, values: Record<string, string>) {
  return await runPublicAction(resetPasswordSchema, { ...values, token }, resetPassword);
}
