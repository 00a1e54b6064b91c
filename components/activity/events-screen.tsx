"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowUpToLine, RotateCw } from "lucide-react";
import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { useCallback, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { copyText } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { SplitView } from "@/components/ui/split-view";
import { ShortTime } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { useListKeys } from "@/components/ui/use-list-keys";
import { useZone } from "@/components/ui/zone-provider";
import type { TimelineFacets, TimelinePage } from "@/lib/profile/view-types";
import { startOfDayIn } from "./day-bounds";
import { type EventsFilters, eventsParams, isFiltered, NO_FILTERS, timelineQuery } from "./events-params";
import { ApiError, fetchFacets } from "./people-api";
import { TimelineFilters } from "./timeline-filters";
import { aliasedFrom, type Choice, timelineLines } from "./timeline-lines";
import { TimelineList } from "./timeline-list";
import { type PersonRef, useTimeline } from "./use-timeline";

// What shows a choice comes with the first one.
const TimelinePanel = dynamic(() => import("./timeline-panel").then((module) => module.TimelinePanel));

type EventsScreenProps = {
  person: PersonRef;
  workspaces: readonly { readonly id: number; readonly name: string }[];
  facets: TimelineFacets;
  /** The first page as the server read it; null when dates are in the address, whose zone only the browser knows. */
  first: TimelinePage | null;
  /** The event of the address, if the person has it. */
  openAt: string | null;
  /** The address names an event that is not there. */
  lost: boolean;
};

/** The Events tab: filters, the timeline, and beside it what is chosen. */
export function EventsScreen({ person, workspaces, facets: firstFacets, first, openAt, lost }: EventsScreenProps) {
  const zone = useZone();
  const queries = useQueryClient();
  const [params, setParams] = useQueryStates(eventsParams);
  const [around, setAround] = useState(openAt);
  const filters: EventsFilters = params;
  const asked = useMemo(() => timelineQuery(params, (day, plus) => startOfDayIn(zone, day, plus)), [params, zone]);
  const [firstAsked] = useState(() => JSON.stringify([asked, around]));
  const isFirst = JSON.stringify([asked, around]) === firstAsked;
  const { query, items, batches, readAt } = useTimeline(person, asked, around, isFirst ? first : null);
  const { data: facets } = useQuery({
    queryKey: ["facets", person.mpid, person.workspaceId],
    queryFn: ({ signal }) => fetchFacets(person, signal),
    initialData: firstFacets,
  });
  const { lines, choices } = useMemo(() => timelineLines(items, batches, zone), [items, batches, zone]);
  const chosen = choices.findIndex(
    (choice) => choice.id === params.event && (choice.kind === "batch") === (params.view === "batch" || isBare(choice)),
  );
  const choose = useCallback(
    (place: number) => {
      const choice = choices[place];
      if (!choice) return;
      void setParams(
        { event: choice.id, view: choice.kind === "batch" ? "batch" : null },
        { history: params.event === null ? "push" : "replace" },
      );
    },
    [choices, setParams, params.event],
  );
  const close = () => void setParams({ event: null, view: null, tab: null });
  useListKeys({
    count: choices.length,
    index: chosen,
    onMove: choose,
    onOpen: choose,
    onClose: close,
    onCopy: (place) => void copyText(choices[place]?.id ?? "").then(() => toast.success("ID copied")),
  });
  const { fetchNextPage, fetchPreviousPage } = query;
  const older = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const newer = useCallback(() => void fetchPreviousPage(), [fetchPreviousPage]);
  const onFilter = (change: Partial<EventsFilters>) => {
    setAround(null);
    void setParams({ ...changed(change), event: null, view: null }, { history: "push" });
  };
  const clear = () => {
    setAround(null);
    void setParams(NO_FILTERS, { history: "push" });
  };
  const toNewest = () => {
    setAround(null);
    close();
  };
  const refresh = () => {
    void queries.resetQueries({ queryKey: ["timeline", person.mpid] });
    void queries.invalidateQueries({ queryKey: ["facets", person.mpid] });
  };
  const choice = choices[chosen];
  const item = choice?.kind === "event" ? items.find((one) => one.id === choice.id) : undefined;
  const names = useMemo(() => new Map(workspaces.map(({ id, name }) => [id, name])), [workspaces]);
  const marked = useMemo(() => new Set(params.mark), [params.mark]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center justify-between gap-2 border-line border-b bg-surface px-4 py-2">
        <TimelineFilters
          facets={facets}
          filters={filters}
          marks={params.mark}
          onFilter={onFilter}
          onMark={(mark) => void setParams({ mark })}
          onClear={clear}
        />
        <div className="flex items-center gap-2 text-faint text-xs">
          {around ? (
            <Button size="sm" tone="quiet" onClick={toNewest}>
              <ArrowUpToLine aria-hidden /> Newest
            </Button>
          ) : null}
          {readAt === null ? null : (
            <span>
              Last updated <ShortTime ms={readAt} clock /> {zone}
            </span>
          )}
          <Button size="sm" tone="quiet" busy={query.isRefetching && !query.isFetchingNextPage} onClick={refresh}>
            <RotateCw aria-hidden /> Refresh
          </Button>
        </div>
      </div>
      {lost ? (
        <Callout tone="warn" className="m-3" title="The event of this link is not there">
          It belongs to somebody else, or retention deleted it. These are the latest events.
        </Callout>
      ) : null}
      <div className="min-h-0 flex-1">
        <SplitView
          id="events"
          detail={
            choice ? (
              <TimelinePanel
                batchId={choice.batchId}
                workspaceId={person.workspaceId}
                event={item?.kind === "event" ? item : null}
                aliasedFrom={aliasedFrom(items.find((one) => one.batchId === choice.batchId))}
                tab={params.tab}
                onTab={(tab) => void setParams({ tab })}
                onLink={() => copyLink(linkTo(person, choice))}
                onClose={close}
                onPrevious={chosen > 0 ? () => choose(chosen - 1) : undefined}
                onNext={chosen < choices.length - 1 ? () => choose(chosen + 1) : undefined}
                onBatch={() => choose(placeOfBatch(choices, chosen))}
              />
            ) : null
          }
        >
          {query.error && items.length === 0 ? (
            <ErrorState
              title="The timeline could not be read."
              requestId={query.error instanceof ApiError ? query.error.requestId : undefined}
              action={<Button onClick={() => void query.refetch()}>Try again</Button>}
            >
              {query.error.message}
            </ErrorState>
          ) : query.isPending ? (
            <div className="space-y-3 p-4" role="status" aria-label="Loading">
              {["a", "b", "c", "d", "e", "f"].map((bar) => (
                <Skeleton key={bar} />
              ))}
            </div>
          ) : items.length === 0 && isFiltered(filters) ? (
            <EmptyState
              kind="filtered"
              title="No event passes the filters"
              action={<Button onClick={clear}>Clear filters</Button>}
            >
              This person has events, but none that fits.
            </EmptyState>
          ) : items.length === 0 ? (
            <EmptyState kind="nothing" title="No events yet">
              Batches for this person show here within a second, newest first.
            </EmptyState>
          ) : (
            <TimelineList
              lines={lines}
              choices={choices}
              chosen={chosen}
              onChoose={choose}
              marked={marked}
              hasOlder={query.hasNextPage}
              hasNewer={query.hasPreviousPage}
              loading={query.isFetching}
              onOlder={older}
              onNewer={newer}
              workspaceId={person.workspaceId}
              workspaceNames={names}
            />
          )}
        </SplitView>
      </div>
    </div>
  );
}

/** A batch without events goes by its own id, whatever `view` says. */
function isBare(choice: Choice): boolean {
  return choice.id === choice.batchId;
}

/** The heading above a place of the list. */
function placeOfBatch(choices: readonly Choice[], place: number): number {
  for (let at = place; at >= 0; at--) if (choices[at]?.kind === "batch") return at;
  return place;
}

/** Empty lists leave the address. */
function changed(change: Partial<EventsFilters>) {
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [name, Array.isArray(value) && value.length === 0 ? null : value]),
  );
}

function copyLink(link: string): void {
  copyText(link).then(
    () => toast.success("Link copied"),
    () => toast.error("The browser did not allow copying."),
  );
}

/** The address that opens this very place. */
function linkTo({ mpid, workspaceId }: PersonRef, choice: Choice): string {
  const address = new URL(`/activity/users/${mpid}/events`, window.location.origin);
  address.searchParams.set("ws", String(workspaceId));
  address.searchParams.set("event", choice.id);
  if (choice.kind === "batch" && !isBare(choice)) address.searchParams.set("view", "batch");
  return address.toString();
}
