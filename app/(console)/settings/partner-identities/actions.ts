"use server";
import { runAction } from "@/app/action";
import {
  type AddPartnerIdentityInput,
  addPartnerIdentity,
  addPartnerIdentitySchema,
  type RemovePartnerIdentityInput,
  removePartnerIdentity,
  removePartnerIdentitySchema,
} from "@/lib/settings";

export async function addPartnerIdentityAction(input: AddPartnerIdentityInput) {
  return await runAction(addPartnerIdentitySchema, input, addPartnerIdentity);
}

export async function removePartnerIdentityAction(input: RemovePartnerIdentityInput) {
  return await runAction(removePartnerIdentitySchema, input, removePartnerIdentity);
}
