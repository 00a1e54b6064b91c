"use client";
import { useSearchParams } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { ZoneChoice } from "@/lib/format";
import type { Theme } from "./preferences";
import { withWorkspace } from "./with-workspace";

export type Environment = "production" | "development";
export type ShellWorkspace = { readonly id: number; readonly name: string; readonly timeZone: string };

/** What the server tells the shell. */
export type ShellFacts = {
  readonly member: { readonly name: string; readonly email: string };
  readonly role: string;
  readonly accountName: string;
  readonly workspaces: readonly ShellWorkspace[];
  /** Kept with the member; the browser's own choice follows it. */
  readonly theme: Theme;
  readonly zoneChoice: ZoneChoice;
  readonly browserZone: string | undefined;
};

type ShellValue = ShellFacts & {
  readonly workspace: ShellWorkspace | undefined;
  /** The address with the current workspace in it. */
  readonly href: (path: string, workspaceId?: number) => string;
  readonly environment: Environment | null;
  readonly setEnvironment: (environment: Environment | null) => void;
};

const ShellContext = createContext<ShellValue | null>(null);

export function ShellContextProvider({ facts, children }: { facts: ShellFacts; children: ReactNode }) {
  const params = useSearchParams();
  const [told, setEnvironment] = useState<Environment | null>(null);
  const wanted = Number(params.get("ws"));
  const workspace = facts.workspaces.find(({ id }) => id === wanted) ?? facts.workspaces[0];
  const asked = params.get("env");
  const environment = told ?? (asked === "production" || asked === "development" ? asked : null);
  const value = useMemo<ShellValue>(
    () => ({
      ...facts,
      workspace,
      href: (path, workspaceId = workspace?.id) => withWorkspace(path, workspaceId),
      environment,
      setEnvironment,
    }),
    [facts, workspace, environment],
  );
  return <ShellContext value={value}>{children}</ShellContext>;
}

/** Workspace, role and links of the shell. Throws outside of it. */
export function useShell(): ShellValue {
  const value = useContext(ShellContext);
  if (!value) throw new Error("This screen stands outside of the shell.");
  return value;
}

/** Put on a page that shows data of one environment: the shell marks itself with it. */
export function PageEnvironment({ environment }: { environment: Environment }) {
  const { setEnvironment } = useShell();
  useEffect(() => {
    setEnvironment(environment);
    return () => setEnvironment(null);
  }, [environment, setEnvironment]);
  return null;
}
