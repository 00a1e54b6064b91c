import type { Metadata } from "next";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { RateLimitsScreen } from "@/components/rate-limits/rate-limits-screen";
import { can } from "@/lib/access/permissions";
import { getRateLimits } from "@/lib/rate-limits";
import { setAccountLimitsAction, setWorkspaceLimitsAction } from "./actions";

export const metadata: Metadata = { title: "Rate limits" };

export default async function RateLimitsPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  const current = await workspaceParam(ctx, searchParams, "/settings/rate-limits");
  const limits = await orPage(getRateLimits(ctx));
  return (
    <RateLimitsScreen
      accountName={ctx.accountName}
      role={ctx.role}
      currentId={current.id}
      limits={limits}
      mayEdit={can(ctx.role, "identity_settings.edit")}
      setAccount={setAccountLimitsAction}
      setWorkspace={setWorkspaceLimitsAction}
    />
  );
}
