"use client";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { eventTitle, eventTypeLabel, words } from "@/components/activity/event-words";
import { Button } from "@/components/ui/button";
import { ShortTime } from "@/components/ui/time";
import { stringifyJson } from "@/lib/batch/json";
import type { Outcome } from "@/lib/explain/decision";
import { formatCount } from "@/lib/format";
import { Fields } from "./batch-fields";
import type { Json } from "./live-detail";

type StoredEvent = { readonly event_type: string; readonly data: Json };
/** A batch may hold thousands of events. */
const STEP = 50;

const asRecord = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** The events of a batch, each to be opened in place. */
export function EventList({ body, outcome }: { body: Json | null; outcome: Outcome }) {
  const [shown, setShown] = useState(STEP);
  const events = Array.isArray(body?.events) ? (body.events as StoredEvent[]) : [];
  if (events.length === 0) {
    const isGone = outcome === "rejected" || outcome === "duplicate";
    return (
      <p className="text-muted">
        {isGone ? "The batch was not taken, so it has no events." : "The batch has no events."}
      </p>
    );
  }
  return (
    <>
      <ul className="divide-y divide-line border-line border-y">
        {events.slice(0, shown).map((event, index) => (
          <li key={String(event.data.event_id ?? index)}>
            <EventItem event={event} open={events.length === 1} />
          </li>
        ))}
      </ul>
      {events.length > shown ? (
        <Button size="sm" className="mt-3" onClick={() => setShown((count) => count + STEP)}>
          Show more of {formatCount(events.length)}
        </Button>
      ) : null}
    </>
  );
}

function EventItem({ event, open }: { event: StoredEvent; open: boolean }) {
  const { event_type: type, data } = event;
  const { timestamp_unixtime_ms: time, custom_attributes: attributes, event_id: id, ...others } = data;
  return (
    <details open={open} className="group">
      <summary className="flex cursor-pointer list-none items-center gap-2 py-1.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-3.5 shrink-0 text-faint group-open:rotate-90" aria-hidden />
        <span className="min-w-0 flex-1 truncate font-medium">{eventTitle(type, nameOf(type, data))}</span>
        <span className="shrink-0 text-muted text-xs">{eventTypeLabel(type)}</span>
        {typeof time === "number" ? (
          <ShortTime ms={time} clock className="shrink-0 font-mono text-muted text-xs" />
        ) : null}
      </summary>
      <div className="space-y-3 pt-1 pb-3 pl-5.5">
        <Fields title="Attributes" entries={Object.entries(asRecord(attributes))} />
        <Fields
          title="Event"
          entries={[
            ...Object.entries(others).map(([name, value]): [string, unknown] => [words(name), value]),
            ["Event ID", id],
          ]}
        />
        <pre className="max-h-60 overflow-auto rounded-md border border-line bg-sunken p-2 font-mono text-xs">
          {stringifyJson(event, 2)}
        </pre>
      </div>
    </details>
  );
}

/** The name of an event as the stream's rows have it. */
function nameOf(type: string, data: Json): string | null {
  const action = asRecord(data.product_action).action ?? asRecord(data.promotion_action).action;
  const names: Record<string, unknown> = {
    custom_event: data.event_name,
    screen_view: data.screen_name,
    commerce_event: action ?? "impression",
    application_state_transition: data.application_transition_type,
    push_message: data.push_message_type,
    breadcrumb: data.label,
  };
  const name = names[type];
  return typeof name === "string" ? name : null;
}
