import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { PasteList } from "@/components/activity/paste-list";
import { RecentPeople } from "@/components/activity/recent-people";
import { SearchForm } from "@/components/activity/search-form";
import { SearchHints } from "@/components/activity/search-hints";
import { SearchResults } from "@/components/activity/search-results";
import { environmentChoice, fieldChoice } from "@/components/activity/search-types";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { Queries } from "@/components/ui/queries";
import { requirePermission } from "@/lib/access/require-permission";
import { search } from "@/lib/profile";

export const metadata: Metadata = { title: "User Activity" };

export default async function Page(props: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  await orPage(Promise.resolve().then(() => requirePermission(ctx, "user_activity.view")));
  const { id: workspaceId } = await workspaceParam(ctx, props.searchParams, "/activity/users");
  const params = await props.searchParams;
  const q = typeof params.q === "string" ? params.q.trim().slice(0, 4096) : "";
  const type = fieldChoice(params.type);
  const environment = environmentChoice(params.env);
  const pasting = params.tab === "list";
  const result = q && !pasting ? await orPage(search(ctx, { workspaceId, q, type, environment })) : null;
  const [only, ...others] = result?.hits ?? [];
  if (only && others.length === 0) redirect(`/activity/users/${only.mpid}?ws=${workspaceId}`);
  return (
    <>
      <PageHeader
        title="User Activity"
        description="Find a person by MPID or any identity."
        tabs={
          <LinkTabs
            label="Ways to search"
            className="border-b-0"
            tabs={[
              { label: "Search", href: `/activity/users?ws=${workspaceId}`, current: !pasting },
              { label: "Paste a list", href: `/activity/users?ws=${workspaceId}&tab=list`, current: pasting },
            ]}
          />
        }
      />
      <div className="max-w-6xl space-y-6 p-6">
        {pasting ? (
          <Queries>
            <PasteList workspaceId={workspaceId} />
          </Queries>
        ) : (
          <>
            <SearchForm
              key={`${q} ${type} ${environment}`}
              workspaceId={workspaceId}
              q={q}
              type={type ?? ""}
              environment={environment}
            />
            {result ? <SearchResults result={result} workspaceId={workspaceId} /> : <SearchHints />}
            {result ? null : <RecentPeople memberId={ctx.member.id} />}
          </>
        )}
      </div>
    </>
  );
}
