import type { Metadata } from "next";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { loadChangesParams } from "@/components/settings/audit-params";
import { ChangesScreen } from "@/components/settings/changes-screen";
import { listActors, listChanges } from "@/lib/settings";
import { exportAddresses, readerDays } from "./reader-days";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  const workspace = await workspaceParam(ctx, searchParams, "/settings/audit");
  const asked = await loadChangesParams(searchParams);
  const filters = {
    ...(await readerDays(ctx, workspace, asked)),
    memberId: asked.who ?? undefined,
    workspaceId: asked.in ?? undefined,
    action: asked.what ?? undefined,
    target: asked.name ?? undefined,
  };
  const [page, actors] = await orPage(
    Promise.all([listChanges(ctx, { ...filters, cursor: asked.before ?? undefined }), listActors(ctx)]),
  );
  return (
    <NuqsAdapter>
      <ChangesScreen
        accountName={ctx.accountName}
        role={ctx.role}
        workspaceId={workspace.id}
        workspaces={ctx.workspaces.map(({ id, name }) => ({ id, name }))}
        actors={actors}
        changes={page.rows}
        next={page.next}
        exports={exportAddresses("changes", workspace.id, filters)}
      />
    </NuqsAdapter>
  );
}
