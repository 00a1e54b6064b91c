"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LockedNote } from "@/components/settings/locked-note";
import { PageHeader } from "@/components/ui/page-header";
import { Section, Sections } from "@/components/ui/section";
import { toast } from "@/components/ui/toast";
import type { Answer } from "@/components/ui/use-action";
import type { RateLimitsView } from "@/lib/rate-limits/get-rate-limits";
import { COUNTED_BY } from "@/lib/rate-limits/limit";
import type { SetAccountLimitsInput } from "@/lib/rate-limits/set-account-limits";
import type { SetWorkspaceLimitsInput } from "@/lib/rate-limits/set-workspace-limits";
import { AccountLimits } from "./account-limits";
import { InForce } from "./in-force";
import { useLimitUse } from "./use-limit-use";
import { WorkspaceLimitsTable, type WorkspaceWithLimits } from "./workspace-limits-table";

const WorkspaceLimitsDialog = dynamic(
  () => import("./workspace-limits-dialog").then((module) => module.WorkspaceLimitsDialog),
  { ssr: false },
);

type RateLimitsScreenProps = {
  accountName: string;
  role: string;
  currentId: number;
  limits: RateLimitsView;
  mayEdit: boolean;
  setAccount: (input: SetAccountLimitsInput) => Promise<Answer<void>>;
  setWorkspace: (input: SetWorkspaceLimitsInput) => Promise<Answer<void>>;
};

/** Settings > Rate limits: how fast whom may send, and how near they are to it. */
export function RateLimitsScreen(props: RateLimitsScreenProps) {
  const { accountName, role, currentId, limits, mayEdit, setAccount, setWorkspace } = props;
  const { account, workspaces } = limits;
  const router = useRouter();
  const [editing, setEditing] = useState<WorkspaceWithLimits | null>(null);
  const all = [account, ...workspaces.map((workspace) => workspace.limits)];
  const uses = useLimitUse(
    currentId,
    all.some(({ perSecond }) => Object.keys(perSecond).length > 0),
  );
  const set = COUNTED_BY.account.filter((counted) => account.perSecond[counted] !== undefined);
  const percentOfWorkspace = (id: number) => {
    const own = uses?.filter(({ owner, ownerId }) => owner === "workspace" && ownerId === id);
    return own && Math.max(0, ...own.map(({ percentageUsed }) => percentageUsed));
  };
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: accountName }]}
        title="Rate limits"
        description="How fast data may come in. What exceeds a limit is answered 429 and not stored: whoever sent it has to send it again, as web and app SDKs do."
      />
      <Sections>
        {mayEdit ? null : (
          <LockedNote role={role} permission="identity_settings.edit" title="You can see limits, not change them" />
        )}
        <Section title="Account" description={`Everything that ${accountName} receives, together.`}>
          <AccountLimits key={JSON.stringify(account)} limits={account} mayEdit={mayEdit} save={setAccount} />
          {set.length > 0 ? <InForce account={account} counted={set} uses={uses} /> : null}
        </Section>
        <Section
          title="Workspaces"
          description="Each workspace by itself; the account's limits count besides. An input has a limit of its own on its page."
          flush
        >
          <WorkspaceLimitsTable
            workspaces={workspaces}
            currentId={currentId}
            percentOf={percentOfWorkspace}
            onEdit={mayEdit ? setEditing : null}
          />
        </Section>
      </Sections>
      {editing ? (
        <WorkspaceLimitsDialog
          workspace={editing}
          save={setWorkspace}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            toast.success("Rate limits saved", { description: "They count for the next request." });
            router.refresh();
          }}
        />
      ) : null}
    </>
  );
}
