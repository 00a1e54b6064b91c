"use client";
import { cn } from "@/components/ui/cn";
import { LazyPopup } from "@/components/ui/lazy-popup";
import { initials } from "@/lib/format";
import { useShell } from "./shell-context";

const load = () => import("./user-menu-popup").then((module) => module.UserMenuPopup);

/** The button of who is signed in. */
export function UserMenu({ words }: { words: string }) {
  const { member, role } = useShell();
  return (
    <LazyPopup
      kind="menu"
      load={load}
      props={{}}
      trigger={
        <button
          type="button"
          aria-label={`Account of ${member.name}`}
          className="flex h-10 min-w-0 flex-1 items-center gap-2 rounded-md px-1 text-left hover:bg-hover"
        >
          <span className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-2xs text-accent">
            {initials(member.name)}
          </span>
          <span className={cn("leading-tight", words)}>
            <span className="block truncate font-medium">{member.name}</span>
            <span className="block truncate text-2xs text-muted">{role}</span>
          </span>
        </button>
      }
    />
  );
}
