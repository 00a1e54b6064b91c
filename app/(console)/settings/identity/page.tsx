import type { Metadata } from "next";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { IdentityScreen } from "@/components/identity-settings/identity-screen";
import { can } from "@/lib/access/permissions";
import { getIdentitySettings, identitySettingsHistory } from "@/lib/settings";
import { moveWorkspaceAction, previewIdentitySettingsAction, updateIdentitySettingsAction } from "./actions";

export const metadata: Metadata = { title: "Identity" };

export default async function IdentityPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  const workspace = await workspaceParam(ctx, searchParams, "/settings/identity");
  const [view, history] = await orPage(
    Promise.all([
      getIdentitySettings(ctx, { workspaceId: workspace.id }),
      identitySettingsHistory(ctx, { scopeId: workspace.identityScopeId }),
    ]),
  );
  return (
    <IdentityScreen
      // What was being edited began with settings that are no longer in force, or of another scope.
      key={JSON.stringify([view.scopeId, view.settings])}
      workspace={{ id: workspace.id, name: workspace.name }}
      view={view}
      history={history}
      role={ctx.role}
      mayEdit={can(ctx.role, "identity_settings.edit")}
      preview={previewIdentitySettingsAction}
      move={moveWorkspaceAction}
      save={updateIdentitySettingsAction}
    />
  );
}
