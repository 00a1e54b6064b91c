import { redirect } from "next/navigation";
import { requireContext } from "@/app/context";
import { sectionsFor } from "@/components/shell/sections";
import { withWorkspace } from "@/components/shell/with-workspace";

/** The start is the first section that the role may open. */
export default async function Home() {
  const { role, workspaces } = await requireContext();
  redirect(withWorkspace(sectionsFor(role)[0]?.href ?? "/settings", workspaces[0]?.id));
}
