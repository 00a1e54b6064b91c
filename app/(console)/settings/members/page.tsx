import type { Metadata } from "next";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { MembersScreen } from "@/components/settings/members-screen";
import { listMembers } from "@/lib/members";
import { changeMemberAction, createResetLinkAction, inviteMemberAction, revokeInviteAction } from "./actions";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  await workspaceParam(ctx, searchParams, "/settings/members");
  const { members, invites } = await orPage(listMembers(ctx));
  return (
    <MembersScreen
      accountName={ctx.accountName}
      ownId={ctx.member.id}
      members={members}
      invites={invites}
      actions={{
        invite: inviteMemberAction,
        revoke: revokeInviteAction,
        change: changeMemberAction,
        createResetLink: createResetLinkAction,
      }}
    />
  );
}
