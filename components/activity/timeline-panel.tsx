"use client";
import { Link2 } from "lucide-react";
import { useMemo } from "react";
import { JsonView } from "@/components/json/json-view";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DetailPanel } from "@/components/ui/detail-panel";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { PanelTabs } from "@/components/ui/tabs";
import { stringifyJson } from "@/lib/batch/json";
import { KIND_LABELS } from "@/lib/explain/labels";
import type { TimelineEvent } from "@/lib/profile/view-types";
import { BatchView } from "./batch-view";
import { EventDetail } from "./event-detail";
import { eventTitle } from "./event-words";
import { ApiError } from "./people-api";
import { PersonLink } from "./person-link";
import { type ReadBatch, useBatch } from "./use-batch";

type TimelinePanelProps = {
  batchId: string;
  workspaceId: number;
  /** Null: the batch itself. */
  event: TimelineEvent | null;
  /** The profile whose batch it is, when it is here by alias. */
  aliasedFrom: string | null;
  tab: "json" | null;
  onTab: (tab: "json" | null) => void;
  /** Copies the address of this very place. */
  onLink: () => void;
  onClose: () => void;
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  onBatch: () => void;
};

/** What the timeline shows of the chosen event or batch. */
export function TimelinePanel(props: TimelinePanelProps) {
  const { batchId, workspaceId, event, aliasedFrom, tab, onTab, onLink, onBatch, ...panel } = props;
  const { data, error, refetch } = useBatch(batchId, workspaceId);
  return (
    <DetailPanel
      {...panel}
      title={event ? eventTitle(event.type, event.name) : `${kindLabel(data)} from ${data?.batch.input?.name ?? "…"}`}
      description={
        <>
          {event ? (
            <button type="button" className="text-accent hover:underline" onClick={onBatch}>
              Batch from {data?.batch.input?.name ?? "…"}
            </button>
          ) : null}
          {aliasedFrom ? (
            <span>
              From <PersonLink mpid={aliasedFrom} workspaceId={workspaceId} /> by alias
            </span>
          ) : null}
          {data?.batch.masked ? <Badge>Personal values masked</Badge> : null}
        </>
      }
      actions={
        <Button size="sm" tone="quiet" onClick={onLink}>
          <Link2 aria-hidden /> Link
        </Button>
      }
    >
      {error ? (
        <ErrorState
          title="This batch could not be read."
          requestId={error instanceof ApiError ? error.requestId : undefined}
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </ErrorState>
      ) : data ? (
        <Loaded {...data} event={event} tab={tab} onTab={onTab} />
      ) : (
        <div className="space-y-3 p-4" role="status" aria-label="Loading">
          {["w-2/3", "w-1/2", "w-3/4", "w-1/3"].map((width) => (
            <Skeleton key={width} className={width} />
          ))}
        </div>
      )}
    </DetailPanel>
  );
}

type LoadedProps = ReadBatch & Pick<TimelinePanelProps, "event" | "tab" | "onTab">;

function Loaded({ batch, outbound, decision, event, tab, onTab }: LoadedProps) {
  const found = event ? outbound?.events?.[event.index] : undefined;
  const text = useMemo(
    () => (event ? (found ? stringifyJson(found) : null) : batch.outbound),
    [event, found, batch.outbound],
  );
  const readable =
    event && found ? (
      <EventDetail event={found} batch={batch} />
    ) : event ? (
      <Missing />
    ) : (
      <BatchView batch={batch} outbound={outbound} decision={decision} />
    );
  return (
    <PanelTabs
      className="[&>[role=tablist]]:px-4"
      value={tab ?? "readable"}
      onChange={(next) => onTab(next === "json" ? "json" : null)}
      tabs={[
        {
          value: "readable",
          label: event ? "Event" : batch.kind === "batch" ? "Batch" : "Request",
          panel: <div className="-mt-3">{readable}</div>,
        },
        {
          value: "json",
          label: "JSON",
          panel: text ? (
            <JsonView
              className="m-4 mt-1"
              text={text}
              label={event ? "event" : batch.kind === "batch" ? "batch" : "request"}
              fileName={event ? `event-${event.id}.json` : `${batch.kind}-${batch.id}.json`}
            />
          ) : (
            <Missing />
          ),
        },
      ]}
    />
  );
}

function kindLabel(data: ReadBatch | null): string {
  return KIND_LABELS[data?.batch.kind ?? "batch"];
}

function Missing() {
  return (
    <EmptyState kind="nothing" title="The content is not kept">
      The batch could not be read when it came, or retention deleted it.
    </EmptyState>
  );
}
