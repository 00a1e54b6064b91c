import { Badge, Status } from "@/components/ui/badge";
import { EnvironmentBadge } from "@/components/ui/environment-badge";
import { PageHeader } from "@/components/ui/page-header";
import type { InputView } from "@/lib/inputs/input-view";
import { Level } from "./level";

/** Which input this is, and its state at a glance. */
export function InputHeader({ input }: { input: InputView }) {
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
    />
  );
}
