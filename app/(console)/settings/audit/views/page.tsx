import type { Metadata } from "next";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { loadViewsParams } from "@/components/settings/audit-params";
import { ViewsScreen } from "@/components/settings/views-screen";
import { toMpid } from "@/lib/int64";
import { listActors, listProfileViews } from "@/lib/settings";
import { exportAddresses, readerDays } from "../reader-days";

export const metadata: Metadata = { title: "Who looked at whom" };

export default async function ProfileViewsPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  const workspace = await workspaceParam(ctx, searchParams, "/settings/audit/views");
  const asked = await loadViewsParams(searchParams);
  const noMpid = asked.mpid !== null && toMpid(asked.mpid) === null;
  const filters = {
    ...(await readerDays(ctx, workspace, asked)),
    memberId: asked.who ?? undefined,
    workspaceId: asked.in ?? undefined,
    mpid: noMpid ? undefined : (asked.mpid ?? undefined),
  };
  const [page, actors] = await orPage(
    Promise.all([listProfileViews(ctx, { ...filters, cursor: asked.before ?? undefined }), listActors(ctx)]),
  );
  return (
    <NuqsAdapter>
      <ViewsScreen
        accountName={ctx.accountName}
        role={ctx.role}
        workspaceId={workspace.id}
        workspaces={ctx.workspaces.map(({ id, name }) => ({ id, name }))}
        actors={actors}
        views={noMpid ? [] : page.rows}
        next={noMpid ? null : page.next}
        exports={exportAddresses("profile-views", workspace.id, filters)}
        problem={noMpid ? "This is no MPID: a whole number, such as -4721839201" : null}
      />
    </NuqsAdapter>
  );
}
