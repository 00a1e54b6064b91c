import type { InputView } from "@/lib/inputs/input-view";

type Named = Pick<InputView, "id" | "workspaceId">;

/** Where an input is configured. */
export function inputHref({ id, workspaceId }: Named): string {
  return `/setup/inputs/${id}?ws=${workspaceId}`;
}

/** Where its snippets are, and the box that waits for its batches. */
export function connectHref({ id, workspaceId }: Named): string {
  return `/setup/inputs/${id}/connect?ws=${workspaceId}`;
}
