import { Badge, Status } from "@/components/ui/badge";
import { EnvironmentBadge } from "@/components/ui/environment-badge";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";
import type { InputView } from "@/lib/inputs/input-view";
import { connectHref, inputHref } from "./input-href";
import { Level } from "./level";

type InputHeaderProps = { input: InputView; current: "configuration" | "connect" };

/** Which input this is, its state at a glance, and its two pages. */
export function InputHeader({ input, current }: InputHeaderProps) {
  const tab = input.group === "feed" ? "feeds" : "platforms";
  const list = `/setup/inputs?tab=${tab}&ws=${input.workspaceId}`;
  return (
    <PageHeader
      crumbs={[
        { label: "Setup" },
        { label: "Inputs", href: list },
        { label: input.group === "feed" ? "Feeds" : "Platforms", href: list },
      ]}
      title={input.name}
      badges={
        <>
          {input.enabled ? null : <Badge tone="danger">Disabled</Badge>}
          {input.isDebug ? <EnvironmentBadge environment="development" /> : null}
        </>
      }
      description={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <span>{[input.kindLabel, input.partner].filter(Boolean).join(" · ")}</span>
          {input.protectionLevel ? (
            <Level level={input.protectionLevel} />
          ) : (
            <span>Creates and updates profiles, as every platform does</span>
          )}
          {input.actAs ? <span>Acts as {input.actAs}</span> : null}
          {input.enabled ? <Status tone="success">Active</Status> : null}
        </span>
      }
      tabs={
        <LinkTabs
          label="Pages of this input"
          className="border-b-0"
          tabs={[
            { href: inputHref(input), label: "Configuration", current: current === "configuration" },
            { href: connectHref(input), label: "Connect", current: current === "connect" },
          ]}
        />
      }
    />
  );
}
