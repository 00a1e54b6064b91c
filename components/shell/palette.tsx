"use client";
import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { Clock, CornerDownLeft, Keyboard, LayoutGrid, LogOut, Moon, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import { BACKDROP, CENTRED } from "@/components/ui/dialog";
import { can } from "@/lib/access/permissions";
import { ZONE_CHOICE_LABELS, ZONE_CHOICES } from "@/lib/format";
import { THEME_LABELS, THEMES } from "./preferences";
import { sectionsFor } from "./sections";
import { useShell } from "./shell-context";
import { usePreferences } from "./use-preferences";

const GROUP =
  "px-1 pb-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-faint";

type PaletteProps = { open: boolean; onOpenChange: (open: boolean) => void; onHelp: () => void };

/** One field for everything: an MPID, an e-mail or any identity goes straight to the user; words go to pages. */
export function Palette({ open, onOpenChange, onHelp }: PaletteProps) {
  const shell = useShell();
  const preferences = usePreferences();
  const router = useRouter();
  const [text, setText] = useState("");
  const query = text.trim();
  const mayFind = can(shell.role, "user_activity.view");
  const go = (path: string, workspaceId?: number) => {
    onOpenChange(false);
    router.push(shell.href(path, workspaceId));
  };
  const run = (what: () => void) => () => {
    onOpenChange(false);
    what();
  };
  const others = shell.workspaces.filter(({ id }) => id !== shell.workspace?.id);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup aria-label="Find" className={cn(CENTRED, "w-[min(38rem,calc(100vw-2rem))] overflow-hidden")}>
          <Command label="Find" loop className="flex min-h-0 flex-col">
            <div className="flex items-center gap-2.5 border-line border-b px-4">
              <Search className="size-4 shrink-0 text-faint" aria-hidden />
              <Command.Input
                autoFocus
                value={text}
                onValueChange={setText}
                placeholder={mayFind ? "MPID, email, any identity, or a page" : "Go to a page"}
                className="h-12 w-full bg-transparent text-md outline-none"
              />
            </div>
            <Command.List className="max-h-96 overflow-y-auto pb-1">
              {mayFind ? null : (
                <Command.Empty className="px-4 py-6 text-center text-muted">No page is called that.</Command.Empty>
              )}
              {query && mayFind ? (
                <Command.Group forceMount heading="User" className={GROUP}>
                  <Item
                    forceMount
                    value={`user ${query}`}
                    icon={<Search />}
                    onSelect={() => go(`/activity/users?q=${encodeURIComponent(query)}`)}
                    after={<CornerDownLeft aria-hidden />}
                  >
                    Find the user <strong className="truncate font-mono font-semibold">{query}</strong>
                  </Item>
                </Command.Group>
              ) : null}
              <Command.Group heading="Go to" className={GROUP}>
                {sectionsFor(shell.role).map((section) => (
                  <Item
                    key={section.href}
                    value={`${section.group} ${section.label}`}
                    icon={<LayoutGrid />}
                    onSelect={() => go(section.href)}
                  >
                    {section.label}
                  </Item>
                ))}
              </Command.Group>
              {others.length ? (
                <Command.Group heading="Switch workspace" className={GROUP}>
                  {others.map((workspace) => (
                    <Item
                      key={workspace.id}
                      value={`workspace ${workspace.name} ${workspace.id}`}
                      icon={<LayoutGrid />}
                      onSelect={() => go(sectionsFor(shell.role)[0]?.href ?? "/", workspace.id)}
                    >
                      {workspace.name}
                    </Item>
                  ))}
                </Command.Group>
              ) : null}
              <Command.Group heading="Settings of yours" className={GROUP}>
                {THEMES.map((theme) => (
                  <Item
                    key={theme}
                    value={`theme ${THEME_LABELS[theme]}`}
                    icon={<Moon />}
                    onSelect={run(() => preferences.setTheme(theme))}
                  >
                    Theme: {THEME_LABELS[theme]}
                  </Item>
                ))}
                {ZONE_CHOICES.map((choice) => (
                  <Item
                    key={choice}
                    value={`times zone ${ZONE_CHOICE_LABELS[choice]}`}
                    icon={<Clock />}
                    onSelect={run(() => void preferences.setZoneChoice(choice))}
                  >
                    Times in: {ZONE_CHOICE_LABELS[choice]}
                  </Item>
                ))}
                <Item value="keys help shortcuts" icon={<Keyboard />} onSelect={onHelp}>
                  Keys
                </Item>
                <Item value="sign out log out" icon={<LogOut />} onSelect={run(() => void preferences.signOut())}>
                  Sign out
                </Item>
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type ItemProps = {
  value: string;
  icon: ReactNode;
  onSelect: () => void;
  children: ReactNode;
  after?: ReactNode;
  forceMount?: boolean;
};

function Item({ value, icon, onSelect, children, after, forceMount }: ItemProps) {
  return (
    <Command.Item
      value={value}
      forceMount={forceMount}
      onSelect={onSelect}
      className="flex h-8 cursor-default items-center gap-2.5 rounded-sm px-2 data-[selected=true]:bg-hover [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-faint"
    >
      {icon}
      <span className="flex min-w-0 flex-1 items-center gap-1.5">{children}</span>
      {after}
    </Command.Item>
  );
}
