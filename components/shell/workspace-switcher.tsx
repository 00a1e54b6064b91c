"use client";
import { ChevronsUpDown } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { LazyPopup } from "@/components/ui/lazy-popup";
import { Mark } from "./mark";
import { useShell } from "./shell-context";

const load = () => import("./workspace-menu-popup").then((module) => module.WorkspaceMenuPopup);

/** Which workspace the screens show. */
export function WorkspaceSwitcher({ words }: { words: string }) {
  const { workspace, accountName } = useShell();
  return (
    <LazyPopup
      kind="menu"
      load={load}
      props={{}}
      trigger={
        <button
          type="button"
          aria-label={`Workspace: ${workspace?.name ?? "none"}`}
          className="flex h-10 items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover"
        >
          <Mark className="size-6 shrink-0" />
          <span className={cn("flex-1 leading-tight", words)}>
            <span className="block truncate font-semibold">{workspace?.name ?? "No workspace"}</span>
            <span className="block truncate text-2xs text-muted">{accountName}</span>
          </span>
          <ChevronsUpDown className={cn("size-3.5 shrink-0 text-faint", words)} aria-hidden />
        </button>
      }
    />
  );
}
