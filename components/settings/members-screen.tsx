"use client";
import { UserPlus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import type { InviteView, MemberView } from "@/lib/members/list-members";
import { InvitesTable } from "./invites-table";
import type { MadeLink } from "./link-dialog";
import type { MembersActions } from "./members-actions";
import { MembersTable } from "./members-table";

const ConfirmDialog = dynamic(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog), {
  ssr: false,
});
const InviteDialog = dynamic(() => import("./invite-dialog").then((module) => module.InviteDialog), { ssr: false });
const LinkDialog = dynamic(() => import("./link-dialog").then((module) => module.LinkDialog), { ssr: false });
const ChangeRoleDialog = dynamic(() => import("./change-role-dialog").then((module) => module.ChangeRoleDialog), {
  ssr: false,
});

type MembersScreenProps = {
  accountName: string;
  ownId: number;
  members: readonly MemberView[];
  invites: readonly InviteView[];
  actions: MembersActions;
};

/** Settings > Members: who may use the console, and how. */
export function MembersScreen({ accountName, ownId, members, invites, actions }: MembersScreenProps) {
  const router = useRouter();
  const [inviting, setInviting] = useState(false);
  const [made, setMade] = useState<MadeLink | null>(null);
  const [changing, setChanging] = useState<MemberView | null>(null);
  const [disabling, setDisabling] = useState<MemberView | null>(null);
  const done = (message: string) => {
    setChanging(null);
    setDisabling(null);
    toast.success(message);
    router.refresh();
  };
  const toggle = useAction(actions.change, () => done("Member changed"));
  const reset = useAction(async (member: MemberView) => {
    const answer = await actions.createResetLink({ memberId: member.id });
    if (answer.ok) {
      const what = "It works once, for a day, and ends all of their sessions.";
      setMade({ title: `New password for ${member.name}`, what, link: answer.data.link });
    }
    return answer;
  });
  const revoke = useAction(actions.revoke, () => done("Invitation revoked"));
  const error = reset.error ?? revoke.error ?? (disabling ? null : toggle.error);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: accountName }]}
        title="Members"
        description="Who may use this console. A member has one role in all workspaces of the account."
        actions={
          <Button tone="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden /> Invite
          </Button>
        }
      />
      <div className="space-y-6 p-6">
        {error ? <Callout tone="danger">{error}</Callout> : null}
        <MembersTable
          members={members}
          ownId={ownId}
          onChangeRole={setChanging}
          onReset={reset.run}
          onDisable={(member) => {
            toggle.clear();
            setDisabling(member);
          }}
          onEnable={(member) => toggle.run({ memberId: member.id, disabled: false })}
        />
        {invites.length > 0 ? (
          <InvitesTable invites={invites} busy={revoke.busy} onRevoke={({ id }) => revoke.run({ inviteId: id })} />
        ) : null}
      </div>
      {inviting ? (
        <InviteDialog
          invite={actions.invite}
          onClose={() => setInviting(false)}
          onInvited={(link) => {
            setInviting(false);
            setMade(link);
            router.refresh();
          }}
        />
      ) : null}
      {made ? <LinkDialog made={made} onClose={() => setMade(null)} /> : null}
      {changing ? (
        <ChangeRoleDialog
          member={changing}
          isSelf={changing.id === ownId}
          change={actions.change}
          onClose={() => setChanging(null)}
          onChanged={() => done("Role changed")}
        />
      ) : null}
      {disabling ? (
        <ConfirmDialog
          open
          onOpenChange={(open) => {
            if (!open) setDisabling(null);
          }}
          title={`Disable ${disabling.name}?`}
          consequences={[
            "Their sessions end now, open streams too, and they can't sign in.",
            "What they did stays in the audit. They can be enabled again.",
          ]}
          typeToConfirm={disabling.email}
          action="Disable member"
          busy={toggle.busy}
          error={toggle.error}
          onConfirm={() => toggle.run({ memberId: disabling.id, disabled: true })}
        />
      ) : null}
    </>
  );
}
