/** Adds `?ws=` to a path that may have a query of its own. */
export function withWorkspace(path: string, workspaceId: number | undefined): string {
  if (workspaceId === undefined) return path;
  const [before = "", query = ""] = path.split("?");
  const params = new URLSearchParams(query);
  params.set("ws", String(workspaceId));
  return `${before}?${params}`;
}
