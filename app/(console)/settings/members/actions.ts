"use server";
import { runAction } from "@/app/action";
import {
  type ChangeMemberInput,
  changeMember,
  changeMemberSchema,
  createResetLink,
  type InviteInput,
  inviteMember,
  inviteMemberSchema,
  resetLinkSchema,
  revokeInvite,
  revokeInviteSchema,
} from "@/lib/members";

export async function inviteMemberAction(input: InviteInput) {
  return await runAction(inviteMemberSchema, input, inviteMember);
}

export async function revokeInviteAction(input: { inviteId: number }) {
  return await runAction(revokeInviteSchema, input, revokeInvite);
}

export async function changeMemberAction(input: ChangeMemberInput) {
  return await runAction(changeMemberSchema, input, changeMember);
}

export async function createResetLinkAction(input: { memberId: number }) {
  return await runAction(resetLinkSchema, input, createResetLink);
}
