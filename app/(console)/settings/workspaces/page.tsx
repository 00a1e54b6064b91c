import type { Metadata } from "next";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { WorkspacesScreen } from "@/components/settings/workspaces-screen";
import { can } from "@/lib/access/permissions";
import { listWorkspaces } from "@/lib/settings";
import { createWorkspaceAction, updateWorkspaceAction } from "./actions";

export const metadata: Metadata = { title: "Workspaces" };

export default async function WorkspacesPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  const current = await workspaceParam(ctx, searchParams, "/settings/workspaces");
  const workspaces = await orPage(listWorkspaces(ctx));
  return (
    <WorkspacesScreen
      accountName={ctx.accountName}
      role={ctx.role}
      workspaces={workspaces}
      currentId={current.id}
      mayEdit={can(ctx.role, "identity_settings.edit")}
      maySeeInputs={can(ctx.role, "inputs.view")}
      create={createWorkspaceAction}
      update={updateWorkspaceAction}
    />
  );
}
