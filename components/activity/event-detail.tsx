"use client";
import type { ReactNode } from "react";
import { CopyableId } from "@/components/ui/copyable-id";
import { KeyValues } from "@/components/ui/key-values";
import { AbsoluteTime } from "@/components/ui/time";
import type { BatchDetail } from "@/lib/profile/view-types";
import { CommerceView } from "./commerce-view";
import { eventTypeLabel, words } from "./event-words";
import { PlainValue } from "./plain-value";

type Json = Readonly<Record<string, unknown>>;
export type OutboundEvent = { readonly event_type: string; readonly data: Json };

/** Shown above, or not worth a line of their own. */
const ABOVE = new Set([
  "event_id",
  "timestamp_unixtime_ms",
  "event_start_unixtime_ms",
  "custom_attributes",
  "event_name",
  "message_type",
  "product_action",
  "promotion_action",
  "product_impressions",
  "shopping_cart",
  "currency_code",
]);

/** One event for reading: when, from where, its attributes, products, and every other field. */
export function EventDetail({ event, batch }: { event: OutboundEvent; batch: BatchDetail }) {
  const { data } = event;
  const attributes = Object.entries((data.custom_attributes as Json | null | undefined) ?? {});
  const others = Object.entries(data).filter(([name]) => !ABOVE.has(name));
  const time = data.timestamp_unixtime_ms;
  return (
    <div className="space-y-5 p-4">
      <KeyValues
        rows={[
          {
            name: "Event time",
            value: typeof time === "number" ? <AbsoluteTime ms={time} /> : <PlainValue value={time} />,
          },
          { name: "Received", value: <AbsoluteTime ms={batch.receivedAt} /> },
          { name: "Type", value: eventTypeLabel(event.event_type) },
          { name: "Input", value: batch.input?.name ?? "Unknown" },
          { name: "Event ID", value: <CopyableId id={String(data.event_id)} label="event ID" /> },
        ]}
      />
      {event.event_type === "commerce_event" ? <CommerceView data={data} /> : null}
      <Part title={`Attributes (${attributes.length})`}>
        {attributes.length > 0 ? (
          <KeyValues
            rows={attributes.map(([name, value]) => ({
              name: <span className="[overflow-wrap:anywhere]">{name}</span>,
              id: name,
              value: <PlainValue value={value} />,
            }))}
          />
        ) : (
          <p className="text-muted">This event has no attributes.</p>
        )}
      </Part>
      {others.length > 0 ? (
        <Part title="Other fields">
          <KeyValues
            rows={others.map(([name, value]) => ({ name: words(name), id: name, value: <PlainValue value={value} /> }))}
          />
        </Part>
      ) : null}
    </div>
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 font-semibold text-sm">{title}</h3>
      {children}
    </section>
  );
}
