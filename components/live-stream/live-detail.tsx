"use client";
import { useQuery } from "@tanstack/react-query";
import { User } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { DecisionWords } from "@/components/activity/decision-words";
import { JsonView } from "@/components/json/json-view";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { DetailPanel } from "@/components/ui/detail-panel";
import { EnvironmentBadge } from "@/components/ui/environment-badge";
import { ErrorState } from "@/components/ui/error-state";
import { Queries } from "@/components/ui/queries";
import { Skeleton } from "@/components/ui/skeleton";
import { PanelTabs } from "@/components/ui/tabs";
import { ShortTime } from "@/components/ui/time";
import { parseJson } from "@/lib/batch/json";
import type { Decision } from "@/lib/explain/decision";
import { KIND_LABELS } from "@/lib/explain/labels";
import { BatchFields } from "./batch-fields";
import { EventList } from "./event-list";
import { fetchLiveBatch, LiveApiError } from "./live-api";
import { OutcomeMark } from "./outcome";

export type Json = Readonly<Record<string, unknown>>;

type LiveDetailProps = {
  workspaceId: number;
  batchId: string;
  inputName: (id: number) => string;
  /** Whether the reader may see people. */
  canOpenPeople: boolean;
  tab: string | null;
  onTab: (tab: string) => void;
  onClose: () => void;
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
};

/** One batch beside the list: what it held, what was decided about it, its JSON. */
export function LiveDetail(props: LiveDetailProps) {
  return (
    <Queries>
      <Detail {...props} />
    </Queries>
  );
}

function Detail(props: LiveDetailProps) {
  const { batchId, inputName, canOpenPeople, tab, onTab, onClose, onPrevious, onNext } = props;
  const { data, error, refetch } = useQuery({
    queryKey: ["live-batch", batchId],
    queryFn: ({ signal }) => fetchLiveBatch(props.workspaceId, batchId, signal),
    // A batch never changes.
    staleTime: Number.POSITIVE_INFINITY,
    retry: (failures, cause) => failures < 2 && !(cause instanceof LiveApiError && cause.status < 500),
  });
  const parsed = useMemo(
    () =>
      data && {
        body: data.body === null ? null : (parseJson(data.body) as Json),
        decision: parseJson(data.decision) as Decision,
      },
    [data],
  );
  const panel = { onClose, onPrevious, onNext };
  if (error) {
    const requestId = error instanceof LiveApiError ? error.requestId : undefined;
    return (
      <DetailPanel title="Batch" {...panel}>
        <ErrorState
          title={error.message}
          requestId={requestId}
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        />
      </DetailPanel>
    );
  }
  if (!data || !parsed) {
    return (
      <DetailPanel title="Batch" {...panel}>
        <div className="space-y-2 p-4" aria-busy="true">
          <Skeleton className="w-1/2" />
          <Skeleton className="w-2/3" />
          <Skeleton className="w-1/3" />
        </div>
      </DetailPanel>
    );
  }
  const { row, workspaceId } = data;
  const { body, decision } = parsed;
  const person = row.mpid ?? row.found ?? row.alias?.destination;
  return (
    <DetailPanel
      title={<OutcomeMark outcome={row.outcome} />}
      description={
        <>
          {row.environment ? <EnvironmentBadge environment={row.environment} /> : <Badge>Environment unknown</Badge>}
          {row.kind === "batch" ? null : <Badge>{KIND_LABELS[row.kind]}</Badge>}
          {row.historical ? <Badge>Historical</Badge> : null}
          {row.masked ? <Badge tone="info">Personal values masked</Badge> : null}
          <span>
            {inputName(row.inputId)}, <ShortTime ms={row.receivedAt} clock />
          </span>
        </>
      }
      actions={
        person && canOpenPeople ? (
          <Link href={`/activity/users/${person}?ws=${workspaceId}`} className={buttonClass("plain", "sm", "mr-1")}>
            <User aria-hidden />
            {row.mpid ? "Open person" : row.alias ? "Open destination" : "Open matching person"}
          </Link>
        ) : null
      }
      {...panel}
    >
      <PanelTabs
        value={tab === "events" && row.kind !== "batch" ? "decision" : (tab ?? "decision")}
        onChange={onTab}
        className="px-4 pt-1 pb-6"
        tabs={[
          {
            value: "decision",
            label: "Decision",
            panel: <DecisionWords decision={decision} workspaceId={canOpenPeople ? workspaceId : undefined} />,
          },
          // A request to the identity API never holds an event.
          ...(row.kind === "batch"
            ? [
                {
                  value: "events",
                  label: `Events (${row.eventCount})`,
                  panel: <EventList body={body} outcome={row.outcome} />,
                },
              ]
            : []),
          {
            value: "batch",
            label: row.kind === "batch" ? "Batch" : "Request",
            panel: <BatchFields row={row} body={body} inputName={inputName(row.inputId)} />,
          },
          {
            value: "json",
            label: "JSON",
            panel: (
              <div className="space-y-4">
                {data.body === null ? (
                  <p className="text-muted">
                    The {row.kind === "batch" ? "batch" : "request"} itself was not kept, since it was not taken.
                  </p>
                ) : (
                  <JsonView
                    text={data.body}
                    label={row.kind === "batch" ? "batch JSON" : "request JSON"}
                    fileName={`${row.kind}-${row.batchId}.json`}
                    className="max-h-[28rem]"
                  />
                )}
                <h3 className="font-medium text-muted text-xs">Decision</h3>
                <JsonView
                  text={data.decision}
                  label="decision JSON"
                  fileName={`decision-${row.batchId}.json`}
                  className="max-h-96"
                />
              </div>
            ),
          },
        ]}
      />
    </DetailPanel>
  );
}
