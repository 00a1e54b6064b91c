"use server";
import { runAction } from "@/app/action";
import {
  type PreviewIdentitySettingsInput,
  previewIdentitySettings,
  previewIdentitySettingsSchema,
} from "@/lib/ingest/preview-identity-settings";
import {
  type MoveWorkspaceInput,
  moveWorkspace,
  moveWorkspaceSchema,
  type UpdateIdentitySettingsInput,
  updateIdentitySettings,
  updateIdentitySettingsSchema,
} from "@/lib/settings";

export async function previewIdentitySettingsAction(input: PreviewIdentitySettingsInput) {
  return await runAction(previewIdentitySettingsSchema, input, previewIdentitySettings);
}

export async function updateIdentitySettingsAction(input: UpdateIdentitySettingsInput) {
  return await runAction(updateIdentitySettingsSchema, input, updateIdentitySettings);
}

export async function moveWorkspaceAction(input: MoveWorkspaceInput) {
  return await runAction(moveWorkspaceSchema, input, moveWorkspace);
}
