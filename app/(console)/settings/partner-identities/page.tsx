import type { Metadata } from "next";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { PartnerIdentitiesScreen } from "@/components/settings/partner-identities-screen";
import { can } from "@/lib/access/permissions";
import { listPartnerIdentities } from "@/lib/settings";
import { addPartnerIdentityAction, removePartnerIdentityAction } from "./actions";

export const metadata: Metadata = { title: "Partner identities" };

export default async function PartnerIdentitiesPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  await workspaceParam(ctx, searchParams, "/settings/partner-identities");
  const { identities, partners } = await orPage(listPartnerIdentities(ctx));
  return (
    <PartnerIdentitiesScreen
      accountName={ctx.accountName}
      identities={identities}
      partners={partners}
      role={ctx.role}
      mayEdit={can(ctx.role, "identity_settings.edit")}
      add={addPartnerIdentityAction}
      remove={removePartnerIdentityAction}
    />
  );
}
