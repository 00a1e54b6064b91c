import type { Metadata } from "next";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { AccountAttributesScreen } from "@/components/settings/account-attributes-screen";
import { can } from "@/lib/access/permissions";
import { listAccountAttributes } from "@/lib/settings";
import { declareAccountAttributeAction, undeclareAccountAttributeAction } from "./actions";

export const metadata: Metadata = { title: "Account attributes" };

export default async function AccountAttributesPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  await workspaceParam(ctx, searchParams, "/settings/account-attributes");
  const attributes = await orPage(listAccountAttributes(ctx));
  return (
    <AccountAttributesScreen
      accountName={ctx.accountName}
      attributes={attributes}
      role={ctx.role}
      mayEdit={can(ctx.role, "identity_settings.edit")}
      declare={declareAccountAttributeAction}
      undeclare={undeclareAccountAttributeAction}
    />
  );
}
