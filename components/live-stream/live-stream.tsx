"use client";
import { Eraser, Pause, Play, RefreshCw } from "lucide-react";
import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { copyText } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { LoadMore } from "@/components/ui/load-more";
import { SplitView } from "@/components/ui/split-view";
import { toast } from "@/components/ui/toast";
import { isTyping, useListKeys } from "@/components/ui/use-list-keys";
import type { BatchKind } from "@/lib/explain/batch-kinds";
import { formatCount, plural } from "@/lib/format";
import type { LivePage } from "@/lib/live/page";
import type { LiveRow } from "@/lib/live/row";
import type { DeviceActions } from "./devices-dialog";
import { Filters, type InputOption } from "./filters";
import { fetchOlder } from "./live-api";
import { LiveEmpty, type Start } from "./live-empty";
import { LiveList } from "./live-list";
import { liveParams } from "./live-params";
import { Meter } from "./meter";
import { rowMatches } from "./row-words";
import { ENDINGS, StreamStateMark } from "./stream-state";
import { useDevices } from "./use-devices";
import { useLiveStore } from "./use-live-store";

// What shows a choice comes with the first one.
const LiveDetail = dynamic(() => import("./live-detail").then((module) => module.LiveDetail));
const DevicesDialog = dynamic(() => import("./devices-dialog").then((module) => module.DevicesDialog), { ssr: false });

export type LiveStreamProps = {
  workspaceId: number;
  input: number | null;
  kind: BatchKind | null;
  device: string | null;
  page: LivePage;
  inputs: readonly InputOption[];
  /** Whether the reader's role may see people. */
  canOpenPeople: boolean;
  curl: string | null;
  start: Start | null;
  deviceActions: DeviceActions;
};

/** The Live Stream of one view. Mounted anew when the server's filters change. */
export function LiveStream(props: LiveStreamProps) {
  const { workspaceId, input, kind, device, page, inputs, canOpenPeople, curl, start, deviceActions } = props;
  const view = useMemo(
    () => ({
      ws: workspaceId,
      ...(input === null ? {} : { inputId: input }),
      ...(kind === null ? {} : { kind }),
      ...(device === null ? {} : { device }),
    }),
    [workspaceId, input, kind, device],
  );
  const { store, live } = useLiveStore(view, page);
  const [params, setParams] = useQueryStates(liveParams, { history: "replace" });
  const [paused, setPaused] = useState(params.batch !== null);
  const [atTop, setAtTop] = useState(true);
  const [devicesOpen, setDevicesOpen] = useState(false);
  const [loadingOlder, setLoadingOlder] = useState(false);
  const { devices, refetch } = useDevices(workspaceId);

  const names = useMemo(() => new Map(inputs.map(({ id, name }) => [id, name])), [inputs]);
  const inputName = useCallback((id: number) => names.get(id) ?? `Input ${id}`, [names]);
  const text = useDeferredValue(params.q.trim().toLowerCase());
  const rows = useMemo(
    () => (text === "" ? live.rows : live.rows.filter((row) => rowMatches(row, text, inputName(row.inputId)))),
    [live.rows, text, inputName],
  );
  const selected = params.batch;
  const index = selected === null ? -1 : rows.findIndex(({ batchId }) => batchId === selected);

  useEffect(() => store.hold(paused || !atTop), [store, paused, atTop]);
  useEffect(() => {
    if (live.state.kind === "ended" && live.state.reason === "role_changed") window.location.reload();
  }, [live.state]);

  const open = useCallback(
    (row: LiveRow) => {
      setPaused(true);
      void setParams({ batch: row.batchId });
    },
    [setParams],
  );
  const close = useCallback(() => void setParams({ batch: null, tab: null }), [setParams]);
  const move = (to: number) => {
    const row = rows[to];
    if (row) open(row);
  };
  const clear = () => {
    store.clear();
    close();
  };
  const resume = useCallback(() => setPaused(false), []);
  const personHref = useCallback(
    ({ mpid, alias }: LiveRow) => {
      const person = mpid ?? alias?.destination;
      return person && canOpenPeople ? `/activity/users/${person}?ws=${workspaceId}` : null;
    },
    [canOpenPeople, workspaceId],
  );
  // The server's filters need another first page.
  const filter = (change: { input?: number | null; kind?: BatchKind | null; device?: string | null }) =>
    void setParams({ ...change, batch: null }, { shallow: false, history: "push" });
  const loadOlder = async () => {
    const last = live.rows.at(-1);
    if (!last) return;
    setLoadingOlder(true);
    await fetchOlder(view, last.seq).then(
      (older) => store.addOlder(older),
      (error: Error) => toast.error(error.message),
    );
    setLoadingOlder(false);
  };

  useListKeys({
    count: rows.length,
    index,
    onMove: move,
    onOpen: move,
    onClose: close,
    onCopy: (at) => {
      const row = rows[at];
      if (row) void copyText(row.mpid ?? row.batchId).then(() => toast(row.mpid ? "MPID copied" : "Batch ID copied"));
    },
  });
  usePauseKey(useCallback(() => setPaused((before) => !before), []));

  const isNarrowed = input !== null || kind !== null || device !== null;
  const ended = live.state.kind === "ended" && live.state.reason !== "role_changed" ? live.state.reason : null;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b bg-surface px-4 py-2.5">
        <h1 className="font-semibold text-lg tracking-tight">Live Stream</h1>
        <StreamStateMark state={live.state} paused={paused} />
        <Meter rate={store.rate} received={live.received} missed={live.missed} skipped={live.skipped} />
        <div className="ml-auto flex items-center gap-2">
          <IconButton label="Clear entries" tone="plain" className="h-8 w-8" onClick={clear}>
            <Eraser />
          </IconButton>
          <Button
            tone={paused ? "primary" : "plain"}
            onClick={paused ? resume : () => setPaused(true)}
            className="min-w-28"
          >
            {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
            {paused ? (live.waiting > 0 ? `Resume (${formatCount(live.waiting)})` : "Resume") : "Pause"}
            <Kbd>Space</Kbd>
          </Button>
        </div>
      </header>
      <Filters
        inputs={inputs}
        devices={devices}
        input={input}
        kind={kind}
        device={device}
        text={params.q}
        onInput={(id) => filter({ input: id })}
        onKind={(next) => filter({ kind: next })}
        onDevice={(next) => filter({ device: next })}
        onText={(q) => void setParams({ q: q === "" ? null : q })}
        onDevices={() => setDevicesOpen(true)}
      />
      {ended ? (
        <Callout tone="warn" title="The stream has ended" className="m-3 shrink-0">
          <p>{ENDINGS[ended]}</p>
          <Button size="sm" onClick={() => window.location.reload()}>
            <RefreshCw aria-hidden />
            Load the page again
          </Button>
        </Callout>
      ) : null}
      <p className="sr-only" aria-live="polite">
        {paused && live.waiting > 0 ? announced(live.waiting) : ""}
      </p>
      <div className="min-h-0 flex-1 bg-surface">
        <SplitView
          id="live-stream"
          detail={
            selected === null ? null : (
              <LiveDetail
                key={selected}
                workspaceId={workspaceId}
                batchId={selected}
                inputName={inputName}
                canOpenPeople={canOpenPeople}
                tab={params.tab}
                onTab={(tab) => void setParams({ tab })}
                onClose={close}
                onPrevious={index > 0 ? () => move(index - 1) : undefined}
                onNext={index >= 0 && index < rows.length - 1 ? () => move(index + 1) : undefined}
              />
            )
          }
        >
          <LiveList
            rows={rows}
            waiting={live.waiting}
            selectedId={selected}
            inputName={inputName}
            personHref={personHref}
            onOpen={open}
            onMove={move}
            onAtTop={setAtTop}
            onShowWaiting={() => store.showWaiting()}
            empty={
              <LiveEmpty
                kind={emptyKind(live.rows.length > 0, live.isCleared, isNarrowed)}
                hidden={live.rows.length}
                curl={curl}
                start={start}
                onClearFilters={() => {
                  if (isNarrowed)
                    void setParams({ q: null, input: null, kind: null, device: null }, { shallow: false });
                  else void setParams({ q: null });
                }}
              />
            }
            footer={
              <LoadMore
                shown={`${plural(rows.length, "batch", "batches")} shown${live.hasOlder ? "" : "; older ones are not kept in the stream"}`}
                hasMore={live.hasOlder}
                busy={loadingOlder}
                onLoad={() => void loadOlder()}
              />
            }
          />
        </SplitView>
      </div>
      {devicesOpen ? (
        <DevicesDialog
          open
          onOpenChange={setDevicesOpen}
          devices={devices}
          actions={deviceActions}
          onChanged={refetch}
        />
      ) : null}
    </div>
  );
}

function emptyKind(
  hasRows: boolean,
  isCleared: boolean,
  isFiltered: boolean,
): "nothing" | "cleared" | "filters" | "text" {
  if (hasRows) return "text";
  if (isCleared) return "cleared";
  return isFiltered ? "filters" : "nothing";
}

/** Rounded, so that a flood is not announced row by row. */
function announced(waiting: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(waiting)));
  return `${formatCount(Math.floor(waiting / step) * step)}${waiting > step ? " or more" : ""} new batches wait.`;
}

/** Space pauses and goes on, unless it belongs to what has the focus. */
function usePauseKey(toggle: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== " " || event.defaultPrevented || event.metaKey || event.ctrlKey || isTyping(event.target))
        return;
      if (event.target instanceof HTMLElement && event.target.closest("button, a, summary, [role=tab]")) return;
      event.preventDefault();
      toggle();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [toggle]);
}
