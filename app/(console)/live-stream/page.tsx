import type { Metadata } from "next";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { type PageSearchParams, workspaceParam } from "@/app/workspace-param";
import { connectHref } from "@/components/inputs/input-href";
import type { Start } from "@/components/live-stream/live-empty";
import { loadLiveParams } from "@/components/live-stream/live-params";
import { LiveStream } from "@/components/live-stream/live-stream";
import { can } from "@/lib/access/permissions";
import { env } from "@/lib/env";
import { type ListedInput, listInputs } from "@/lib/inputs";
import { readLivePage } from "@/lib/live";
import { deleteDeviceAction, saveDeviceAction } from "./actions";

export const metadata: Metadata = { title: "Live Stream" };

/** The newest batches from the server; what comes afterwards comes by the stream. */
export default async function LiveStreamPage({ searchParams }: { searchParams: PageSearchParams }) {
  const ctx = await requireContext();
  const workspace = await workspaceParam(ctx, searchParams, "/live-stream");
  const { input, kind, device } = await loadLiveParams(searchParams);
  const workspaceId = workspace.id;
  const [page, inputs] = await Promise.all([
    orPage(
      readLivePage(ctx, {
        workspaceId,
        inputId: input ?? undefined,
        kind: kind ?? undefined,
        device: device ?? undefined,
      }),
    ),
    can(ctx.role, "inputs.view") ? listInputs(ctx, { workspaceId }) : [],
  ]);
  const example =
    inputs.find(({ kind, enabled }) => enabled && kind === "custom_feed") ?? inputs.find((one) => one.enabled);
  return (
    <NuqsAdapter>
      <LiveStream
        key={`${workspaceId}|${input}|${kind}|${device}|${page.head}`}
        workspaceId={workspaceId}
        input={input}
        kind={kind}
        device={device}
        page={page}
        inputs={inputs.map(({ id, name }) => ({ id, name }))}
        canOpenPeople={can(ctx.role, "user_activity.view")}
        start={startOf(workspaceId, example, can(ctx.role, "inputs.edit"))}
        curl={example ? curlOf(env().PUBLIC_URL, example.key) : null}
        deviceActions={{ save: saveDeviceAction, remove: deleteDeviceAction }}
      />
    </NuqsAdapter>
  );
}

/** Where the first batch of a workspace begins: at an input's Connect screen, or with an input. */
function startOf(workspaceId: number, example: ListedInput | undefined, mayAdd: boolean): Start | null {
  if (example) return { href: connectHref(example), label: `Connect ${example.name}` };
  return mayAdd ? { href: `/setup/inputs?tab=platforms&ws=${workspaceId}`, label: "Set up an input" } : null;
}

/** A development batch by hand. The secret was shown once, so only the reader can fill it in: curl asks for it. */
function curlOf(url: string, key: string): string {
  const batch = {
    environment: "development",
    user_identities: { customer_id: "test-1" },
    events: [{ event_type: "custom_event", data: { event_name: "Hello", custom_event_type: "other" } }],
  };
  return `# curl asks for the input's secret\ncurl -i ${url}/v2/events -u ${key} \\\n  -H 'content-type: application/json' \\\n  -d '${JSON.stringify(batch)}'`;
}
