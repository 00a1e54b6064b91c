"use client";
import type { ReactNode } from "react";
import { words } from "@/components/activity/event-words";
import { IdentityChangeList, knownIdentities, requestRows } from "@/components/activity/identity-request";
import { PlainValue } from "@/components/activity/plain-value";
import { CopyableId } from "@/components/ui/copyable-id";
import { KeyValues, NoValue } from "@/components/ui/key-values";
import { AbsoluteTime } from "@/components/ui/time";
import { identityLabel, isIdentityType } from "@/lib/batch/identity-names";
import { formatCount } from "@/lib/format";
import type { LiveRow } from "@/lib/live/row";
import type { Json } from "./live-detail";

const asRecord = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** What a batch says of person, device, application and place. */
export function BatchFields({ row, body, inputName }: { row: LiveRow; body: Json | null; inputName: string }) {
  const device = Object.entries(asRecord(body?.device_info));
  const identities = [
    ...Object.entries(asRecord(body?.user_identities)),
    ...device.filter(([name]) => isIdentityType(name)),
  ];
  const deleted = Array.isArray(body?.deleted_user_attributes) ? body.deleted_user_attributes : [];
  return (
    <div className="space-y-5">
      <KeyValues
        rows={[
          { name: "Received", value: <AbsoluteTime ms={row.receivedAt} /> },
          { name: "Number in the stream", value: formatCount(row.seq) },
          ...requestRows(body).map(({ name, value }) => ({ name, value: <PlainValue value={value} /> })),
          { name: "Batch ID", value: <CopyableId id={row.batchId} label="batch ID" /> },
          { name: "Input", value: inputName },
          { name: "MPID", value: row.mpid ? <CopyableId id={row.mpid} label="MPID" /> : <NoValue kind="absent" /> },
          {
            name: "Device Application Stamp",
            value: row.das ? <CopyableId id={row.das} label="Device Application Stamp" /> : <NoValue kind="absent" />,
          },
          ...(row.kind === "batch"
            ? [
                { name: "IP address", value: <PlainValue value={body?.ip} /> },
                { name: "source_request_id", value: <PlainValue value={body?.source_request_id} /> },
              ]
            : []),
        ]}
      />
      <Fields
        title="Identities"
        entries={[
          ...identities.map(([type, value]) => [identityLabel(type), value] as const),
          ...knownIdentities(body),
        ]}
      />
      {row.kind === "modify" && body ? (
        <section>
          <h3 className="mb-1 font-medium text-muted text-xs">Identity changes</h3>
          <IdentityChangeList body={body} />
        </section>
      ) : null}
      <Fields title="User attributes" entries={Object.entries(asRecord(body?.user_attributes))} />
      {deleted.length > 0 ? <Fields title="Deleted attributes" entries={[["Names", deleted]]} /> : null}
      <Fields title="Partner identities" entries={Object.entries(asRecord(body?.partner_identities))} />
      <Fields title="Location" entries={named(asRecord(asRecord(body?.context).location))} />
      <Fields title="Consent" entries={Object.entries(asRecord(body?.consent_state))} />
      <Fields title="Device" entries={named(Object.fromEntries(device.filter(([name]) => !isIdentityType(name))))} />
      <Fields title="Application" entries={named(asRecord(body?.application_info))} />
      <Fields title="Attribution" entries={named(asRecord(body?.attribution_info))} />
    </div>
  );
}

function named(fields: Json): [string, unknown][] {
  return Object.entries(fields).map(([name, value]) => [words(name), value]);
}

/** Named values under a title; nothing when there are none. */
export function Fields({ title, entries }: { title: ReactNode; entries: readonly (readonly [string, unknown])[] }) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 font-medium text-muted text-xs">{title}</h3>
      <KeyValues
        rows={entries.map(([name, value]) => ({
          id: name,
          name: <span className="[overflow-wrap:anywhere]">{name}</span>,
          value: <PlainValue value={value} />,
        }))}
      />
    </section>
  );
}
