import { redirect } from "next/navigation";
import { requireContext } from "@/app/context";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { settingsSectionsFor } from "@/components/settings/sections";
import { withWorkspace } from "@/components/shell/with-workspace";

/** Whoever manages the account begins with its members, everybody else with themselves. */
export default async function SettingsPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  const { id } = await workspaceParam(ctx, searchParams, "/settings");
  const sections = settingsSectionsFor(ctx.role);
  const members = sections.find(({ permission }) => permission === "members.view");
  redirect(withWorkspace((members ?? sections[0])?.href ?? "/settings/account", id));
}
