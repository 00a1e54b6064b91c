"use server";
import { runAction } from "@/app/action";
import {
  type CreateWorkspaceInput,
  createWorkspace,
  createWorkspaceSchema,
  type UpdateWorkspaceInput,
  updateWorkspace,
  updateWorkspaceSchema,
} from "@/lib/settings";

export async function createWorkspaceAction(input: CreateWorkspaceInput) {
  return await runAction(createWorkspaceSchema, input, createWorkspace);
}

export async function updateWorkspaceAction(input: UpdateWorkspaceInput) {
  return await runAction(updateWorkspaceSchema, input, updateWorkspace);
}
