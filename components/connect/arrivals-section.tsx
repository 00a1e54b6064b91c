"use client";
import { RefreshCw } from "lucide-react";
import Link from "next/link";
import { useEffect, useMemo } from "react";
import { eventsLine } from "@/components/live-stream/row-words";
import { ENDINGS, StreamStateMark } from "@/components/live-stream/stream-state";
import { useLiveStore } from "@/components/live-stream/use-live-store";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/section";
import { OUTCOME_LABELS } from "@/lib/explain/labels";
import type { InputView } from "@/lib/inputs/input-view";
import type { LivePage } from "@/lib/live/page";
import { Arrival } from "./arrival";

/** More than these are looked at in the Live Stream. */
const SHOWN = 4;

export type ArrivalsSectionProps = {
  input: InputView;
  /** The newest rows of this input, from which the stream goes on. */
  page: LivePage;
  /** Whether the reader's role may see people. */
  canOpenPeople: boolean;
};

/** Waits for what this input sends, and shows it as it comes: the Live Stream of one input. */
export function ArrivalsSection({ input, page, canOpenPeople }: ArrivalsSectionProps) {
  const view = useMemo(() => ({ ws: input.workspaceId, inputId: input.id }), [input.workspaceId, input.id]);
  const { live } = useLiveStore(view, page);
  const { state, rows, received } = live;
  useEffect(() => {
    if (state.kind === "ended" && state.reason === "role_changed") window.location.reload();
  }, [state]);
  const ended = state.kind === "ended" && state.reason !== "role_changed" ? state.reason : null;
  const [newest] = rows;
  return (
    <Section
      title="What arrives"
      description="Development, the last 24 hours."
      actions={<StreamStateMark state={state} paused={false} />}
      flush
    >
      {ended ? (
        <Callout tone="warn" title="The stream has ended" className="m-3">
          <p>{ENDINGS[ended]}</p>
          <Button size="sm" onClick={() => window.location.reload()}>
            <RefreshCw aria-hidden />
            Load the page again
          </Button>
        </Callout>
      ) : null}
      <p className="sr-only" aria-live="polite">
        {received > 0 && newest ? `${OUTCOME_LABELS[newest.outcome].label}: ${eventsLine(newest)}` : ""}
      </p>
      {rows.length === 0 ? (
        <Waiting enabled={input.enabled} />
      ) : (
        <ol className="divide-y divide-line">
          {rows.slice(0, SHOWN).map((row, index) => (
            <Arrival
              key={row.seq}
              row={row}
              workspaceId={input.workspaceId}
              canOpenPeople={canOpenPeople}
              isNew={index < received}
            />
          ))}
        </ol>
      )}
      {rows.length > SHOWN || live.hasOlder ? (
        <p className="border-line border-t px-4 py-2 text-xs">
          <Link href={`/live-stream?ws=${input.workspaceId}&input=${input.id}`} className="text-accent hover:underline">
            All of this input in the Live Stream
          </Link>
        </p>
      ) : null}
    </Section>
  );
}

function Waiting({ enabled }: { enabled: boolean }) {
  return (
    <div className="flex items-start gap-3 px-4 py-5">
      <span aria-hidden className="relative mt-1 flex size-2.5 shrink-0">
        {enabled ? (
          <span className="absolute inline-flex size-full rounded-full bg-accent opacity-60 motion-safe:animate-ping" />
        ) : null}
        <span className={`relative inline-flex size-2.5 rounded-full ${enabled ? "bg-accent" : "bg-line-strong"}`} />
      </span>
      <div>
        <h3 className="font-semibold">{enabled ? "Waiting for the first batch …" : "Nothing can arrive"}</h3>
        <p className="text-muted">
          {enabled
            ? "Run the snippet. What the server made of it is here within a second, and so is what it had to refuse."
            : "The input is disabled."}
        </p>
      </div>
    </div>
  );
}
