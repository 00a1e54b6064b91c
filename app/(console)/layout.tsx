import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { requireContext } from "@/app/context";
import { NARROW_COOKIE } from "@/components/shell/cookies";
import { Shell } from "@/components/shell/shell";
import type { ShellFacts } from "@/components/shell/shell-context";
import { ZONE_COOKIE } from "@/components/ui/zone-cookie";
import { savePreferencesAction, signOutAction } from "./shell-actions";

/** Every signed-in screen stands in the shell. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [ctx, jar] = await Promise.all([requireContext(), cookies()]);
  const facts: ShellFacts = {
    member: { name: ctx.member.name, email: ctx.member.email },
    role: ctx.role,
    accountName: ctx.accountName,
    workspaces: ctx.workspaces.map(({ id, name, timeZone }) => ({ id, name, timeZone })),
    theme: ctx.member.theme,
    zoneChoice: ctx.member.timeZone,
    browserZone: jar.get(ZONE_COOKIE)?.value,
  };
  return (
    <Shell
      facts={facts}
      narrow={jar.get(NARROW_COOKIE)?.value === "1"}
      actions={{ savePreferences: savePreferencesAction, signOut: signOutAction }}
    >
      {children}
    </Shell>
  );
}
