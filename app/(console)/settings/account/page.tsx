import type { Metadata } from "next";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { AccountScreen } from "@/components/settings/account-screen";
import { ownSignIn } from "@/lib/members";
import { changePasswordAction, saveOwnNameAction } from "./actions";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  await workspaceParam(ctx, searchParams, "/settings/account");
  return (
    <AccountScreen
      name={ctx.member.name}
      email={ctx.member.email}
      role={ctx.role}
      accountName={ctx.accountName}
      signIn={await orPage(ownSignIn(ctx))}
      saveName={saveOwnNameAction}
      changePassword={changePasswordAction}
    />
  );
}
