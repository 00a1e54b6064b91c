import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { fixWorkspaceParam, type PageSearchParams } from "@/app/workspace-param";
import { getPerson, homeWorkspaceOf } from "@/lib/profile";

/** Both tabs of a profile: who asks, and the person. Without a workspace the address gets the person's own. */
export async function readPersonPage(params: Promise<{ mpid: string }>, search: PageSearchParams, tab: "" | "/events") {
  const [ctx, { mpid: text }, { ws }] = await Promise.all([requireContext(), params, search]);
  const mpid = decodeURIComponent(text);
  if (ws === undefined) {
    const home = await orPage(homeWorkspaceOf(ctx, mpid));
    await fixWorkspaceParam(search, `/activity/users/${mpid}${tab}`, home);
  }
  const workspaceId = Number(ws);
  const person = await orPage(getPerson(ctx, { workspaceId, mpid }));
  return { ctx, person };
}
