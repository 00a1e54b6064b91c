"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useShell } from "@/components/shell/shell-context";
import { cn } from "@/components/ui/cn";
import { settingsSectionsFor } from "./sections";

/** The settings that the reader may open: beside the page, above it where there is little room. */
export function SettingsNav() {
  const { role, href } = useShell();
  const path = usePathname();
  return (
    <nav
      aria-label="Settings"
      className="flex shrink-0 gap-0.5 overflow-x-auto border-line border-b bg-canvas p-2 xl:w-48 xl:flex-col xl:border-r xl:border-b-0 xl:px-3 xl:py-4"
    >
      <p className="hidden px-2 pb-2 font-medium text-faint text-xs xl:block">Settings</p>
      {settingsSectionsFor(role).map((section) => {
        const current = path === section.href || path.startsWith(`${section.href}/`);
        return (
          <Link
            key={section.href}
            href={href(section.href)}
            aria-current={current ? "page" : undefined}
            className={cn(
              "flex h-8 shrink-0 items-center rounded-md px-2 text-muted hover:bg-hover hover:text-ink",
              current && "bg-selected font-medium text-ink hover:bg-selected",
            )}
          >
            {section.label}
          </Link>
        );
      })}
    </nav>
  );
}
