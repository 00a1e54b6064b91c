"use server";
import { runAction } from "@/app/action";
import {
  type CreateFeedInput,
  createFeed,
  createFeedSchema,
  type IssuePlatformKeysInput,
  issuePlatformKeys,
  issuePlatformKeysSchema,
  rotateKey,
  rotateKeySchema,
  type SetEnabledInput,
  setEnabled,
  setEnabledSchema,
  type UpdateInputInput,
  type UpdateProtectionInput,
  updateInput,
  updateInputSchema,
  updateProtection,
  updateProtectionSchema,
} from "@/lib/inputs";
import { type SetInputLimitsInput, setInputLimits, setInputLimitsSchema } from "@/lib/rate-limits";

export async function createFeedAction(input: CreateFeedInput) {
  return await runAction(createFeedSchema, input, createFeed);
}

export async function issuePlatformKeysAction(input: IssuePlatformKeysInput) {
  return await runAction(issuePlatformKeysSchema, input, issuePlatformKeys);
}

export async function rotateKeyAction(input: { inputId: number }) {
  return await runAction(rotateKeySchema, input, rotateKey);
}

export async function setEnabledAction(input: SetEnabledInput) {
  return await runAction(setEnabledSchema, input, setEnabled);
}

export async function updateInputAction(input: UpdateInputInput) {
  return await runAction(updateInputSchema, input, updateInput);
}

export async function setInputLimitsAction(input: SetInputLimitsInput) {
  return await runAction(setInputLimitsSchema, input, setInputLimits);
}

export async function updateProtectionAction(input: UpdateProtectionInput) {
  return await runAction(updateProtectionSchema, input, updateProtection);
}
