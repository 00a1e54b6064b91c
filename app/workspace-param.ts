import { notFound, redirect } from "next/navigation";
import type { Context, WorkspaceRef } from "@/lib/access/context";

export type PageSearchParams = Promise<Record<string, string | string[] | undefined>>;

/**
 * The workspace that `?ws=` names. Without one, the reader goes to the same address with the first workspace in it, so
 * that a copied link shows the same; a workspace of somebody else is not found.
 */
export async function workspaceParam(ctx: Context, params: PageSearchParams, path: string): Promise<WorkspaceRef> {
  const search = await params;
  const asked = one(search.ws);
  const workspace = asked === undefined ? ctx.workspaces[0] : ctx.workspaces.find(({ id }) => String(id) === asked);
  if (!workspace) notFound();
  if (asked === undefined) redirect(withWorkspaceParam(path, search, workspace.id));
  return workspace;
}

/**
 * For addresses whose MPID, feed or batch says the workspace: puts it into the address when another or none stands there.
 */
export async function fixWorkspaceParam(params: PageSearchParams, path: string, workspaceId: number): Promise<void> {
  const search = await params;
  if (one(search.ws) !== String(workspaceId)) redirect(withWorkspaceParam(path, search, workspaceId));
}

function withWorkspaceParam(path: string, search: Awaited<PageSearchParams>, workspaceId: number): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const each of [value].flat()) if (each !== undefined) query.append(name, each);
  }
  query.set("ws", String(workspaceId));
  return `${path}?${query}`;
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
