import type { Metadata } from "next";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { PrivacyScreen } from "@/components/settings/privacy-screen";
import { can } from "@/lib/access/permissions";
import { getPrivacy } from "@/lib/settings";
import { addPurposeAction, setRegulationAction } from "./actions";

export const metadata: Metadata = { title: "Privacy" };

export default async function PrivacyPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  const workspace = await workspaceParam(ctx, searchParams, "/settings/privacy");
  const privacy = await orPage(getPrivacy(ctx, { workspaceId: workspace.id }));
  return (
    <PrivacyScreen
      key={workspace.id}
      workspaceName={workspace.name}
      privacy={privacy}
      role={ctx.role}
      mayEdit={can(ctx.role, "privacy.edit")}
      setRegulation={setRegulationAction}
      addPurpose={addPurposeAction}
    />
  );
}
