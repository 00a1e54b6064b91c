import type { Metadata } from "next";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { InputsScreen } from "@/components/inputs/inputs-screen";
import { can } from "@/lib/access/permissions";
import { listInputs } from "@/lib/inputs";
import { createFeedAction, issuePlatformKeysAction } from "./actions";

export const metadata: Metadata = { title: "Inputs" };

export default async function InputsPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  const workspace = await workspaceParam(ctx, searchParams, "/setup/inputs");
  const inputs = await orPage(listInputs(ctx, { workspaceId: workspace.id }));
  const { tab } = await searchParams;
  return (
    <InputsScreen
      workspace={{ id: workspace.id, name: workspace.name }}
      inputs={inputs}
      tab={tab === "platforms" ? "platforms" : "feeds"}
      mayEdit={can(ctx.role, "inputs.edit")}
      mayChooseLevel={can(ctx.role, "feed_protection.edit")}
      createFeed={createFeedAction}
      issueKeys={issuePlatformKeysAction}
    />
  );
}
