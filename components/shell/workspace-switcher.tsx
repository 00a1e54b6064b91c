"use client";
import { Check, ChevronsUpDown } from "lucide-react";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { Menu, MenuGroup, MenuLink } from "@/components/ui/menu";
import { Mark } from "./mark";
import { useShell } from "./shell-context";

/** Which workspace the screens show. Switching keeps the section, not the person or feed that was open. */
export function WorkspaceSwitcher({ words }: { words: string }) {
  const { workspaces, workspace, accountName, href } = useShell();
  const path = usePathname();
  const section = path.split("/").slice(1, path.startsWith("/live-stream") ? 2 : 3);
  return (
    <Menu
      align="start"
      className="max-w-72"
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
    >
      <MenuGroup label="Workspaces">
        {workspaces.map((one) => (
          <MenuLink
            key={one.id}
            href={href(`/${section.join("/")}`, one.id)}
            icon={<Check className={cn("text-accent", one.id !== workspace?.id && "invisible")} />}
          >
            <span className="truncate">{one.name}</span>
          </MenuLink>
        ))}
      </MenuGroup>
    </Menu>
  );
}
