"use client";
import { Check } from "lucide-react";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import type { Triggered } from "@/components/ui/lazy-popup";
import { Menu, MenuGroup, MenuLink } from "@/components/ui/menu";
import { useShell } from "./shell-context";

/** The workspaces. Switching keeps the section, not the person or feed that was open. */
export function WorkspaceMenuPopup(triggered: Triggered) {
  const { workspaces, workspace, href } = useShell();
  const path = usePathname();
  const section = path.split("/").slice(1, path.startsWith("/live-stream") ? 2 : 3);
  return (
    <Menu align="start" className="max-w-72" {...triggered}>
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
