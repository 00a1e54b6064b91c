"use client";
import { Clock, Inbox, PanelLeft, Radio, Search, Settings, UsersRound } from "lucide-react";
import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { EnvironmentBadge } from "@/components/ui/environment-badge";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { Tooltip } from "@/components/ui/tooltip";
import { useZone } from "@/components/ui/zone-provider";
import { zoneName } from "@/lib/format";
import { type SectionIcon, type ShellSection, sectionsFor } from "./sections";
import { useShell } from "./shell-context";
import { UserMenu } from "./user-menu";
import { WorkspaceSwitcher } from "./workspace-switcher";

const ICONS: Readonly<Record<SectionIcon, typeof Inbox>> = {
  users: UsersRound,
  stream: Radio,
  inputs: Inbox,
  settings: Settings,
};

type SidebarProps = {
  /** Only icons, also where there is room for words. */
  narrow: boolean;
  onNarrowChange: (narrow: boolean) => void;
  onSearch: () => void;
};

/** The way around: workspace, search, sections, the member. Below 1100 px it is a rail of icons. */
export function Sidebar({ narrow, onNarrowChange, onSearch }: SidebarProps) {
  const { role, environment } = useShell();
  const sections = sectionsFor(role);
  const groups = [...new Set(sections.map((section) => section.group))];
  const words = cn("min-w-0 truncate max-[1099px]:sr-only", narrow && "sr-only");
  return (
    <header
      data-narrow={narrow || undefined}
      className={cn(
        "flex h-dvh shrink-0 flex-col gap-2 border-line border-r bg-canvas p-2 max-[1099px]:w-13",
        narrow ? "w-13" : "w-56",
      )}
    >
      <WorkspaceSwitcher words={words} />
      {environment ? (
        <div className={cn("flex justify-center overflow-hidden *:w-full *:justify-center")}>
          <EnvironmentBadge environment={environment} size="md" compact={narrow ? "always" : "below-1100"} />
        </div>
      ) : null}
      <Tooltip content="Find a user or a page" side="right">
        <button
          type="button"
          onClick={onSearch}
          aria-keyshortcuts="Control+K Meta+K"
          className="flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-muted hover:border-line-strong hover:text-ink"
        >
          <Search className="size-3.5 shrink-0" aria-hidden />
          <span className={words}>Find</span>
          <span className={cn("ml-auto max-[1099px]:hidden", narrow && "hidden")}>
            <Kbd>Ctrl K</Kbd>
          </span>
        </button>
      </Tooltip>
      <nav aria-label="Sections" className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto pt-1">
        {groups.map((group) => (
          <div key={group}>
            <div className={cn("px-2.5 pb-1 font-medium text-2xs text-faint", words)}>{group}</div>
            <ul className="space-y-px">
              {sections
                .filter((section) => section.group === group)
                .map((section) => (
                  <li key={section.href}>
                    <SectionLink section={section} words={words} />
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </nav>
      <ZoneNote words={words} />
      <div className={cn("flex items-center gap-1 max-[1099px]:flex-col", narrow && "flex-col")}>
        <UserMenu words={words} />
        <span className="max-[1099px]:hidden">
          <IconButton
            label={narrow ? "Widen the sidebar" : "Narrow the sidebar"}
            aria-expanded={!narrow}
            onClick={() => onNarrowChange(!narrow)}
          >
            <PanelLeft />
          </IconButton>
        </span>
      </div>
    </header>
  );
}

function SectionLink({ section, words }: { section: ShellSection; words: string }) {
  const { href } = useShell();
  const path = usePathname();
  const current = path === section.href || path.startsWith(`${section.href}/`);
  const Icon = ICONS[section.icon];
  return (
    <Tooltip
      side="right"
      content={
        <span className="flex items-center gap-2">
          {section.label} <Kbd>g</Kbd> <Kbd>{section.key}</Kbd>
        </span>
      }
    >
      <Link
        href={href(section.href)}
        aria-current={current ? "page" : undefined}
        className={cn(
          "relative flex h-8 items-center gap-2.5 rounded-md px-2.5 text-muted hover:bg-hover hover:text-ink",
          current &&
            "bg-selected font-medium text-ink before:absolute before:inset-y-1.5 before:left-0 before:w-0.5 before:rounded-full before:bg-accent",
        )}
      >
        <PendingIcon Icon={Icon} current={current} />
        <span className={words}>{section.label}</span>
      </Link>
    </Tooltip>
  );
}

/** In which zone every time on the screen is. */
function ZoneNote({ words }: { words: string }) {
  const zone = useZone();
  const [now] = useState(() => Date.now());
  const name = zoneName(now, zone);
  return (
    <Tooltip content={`Times are shown in ${name}`} side="right">
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the tip opens on focus, too
        tabIndex={0}
        className="flex items-center gap-2 rounded-md px-2.5 py-1 text-2xs text-muted max-[1099px]:justify-center max-[1099px]:px-0"
      >
        <Clock className="size-3 shrink-0" aria-hidden />
        <span className={words}>{name}</span>
      </div>
    </Tooltip>
  );
}

/** The icon turns into a spinner while its page is on the way. */
function PendingIcon({ Icon, current }: { Icon: typeof Inbox; current: boolean }) {
  const { pending } = useLinkStatus();
  if (pending) {
    return (
      <span
        role="status"
        aria-label="Loading"
        className="size-4 shrink-0 animate-spin rounded-full border-2 border-accent border-t-transparent"
      />
    );
  }
  return <Icon className={cn("size-4 shrink-0", current && "text-accent")} aria-hidden />;
}
