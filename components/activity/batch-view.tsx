"use client";
import Link from "next/link";
import { CopyableId } from "@/components/ui/copyable-id";
import { EnvironmentBadge } from "@/components/ui/environment-badge";
import { KeyValues } from "@/components/ui/key-values";
import { AbsoluteTime } from "@/components/ui/time";
import { identityLabel } from "@/lib/batch/identity-names";
import type { Decision } from "@/lib/explain/decision";
import type { BatchDetail } from "@/lib/profile/view-types";
import { attributeLabel } from "./attribute-label";
import { DecisionWords } from "./decision-words";
import { Part } from "./event-detail";
import { words } from "./event-words";
import { IdentityChangeList, knownIdentities, requestRows } from "./identity-request";
import { PlainValue } from "./plain-value";

type Json = Readonly<Record<string, unknown>>;
const asRecord = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});

type BatchViewProps = { batch: BatchDetail; outbound: Json | null; decision: Decision };

/** What the events of a batch have in common, or what a request to the identity API asked, and what was decided about it. */
export function BatchView({ batch, outbound, decision }: BatchViewProps) {
  const location = asRecord(asRecord(outbound?.context).location);
  const identities = Array.isArray(outbound?.user_identities) ? outbound.user_identities.map(asRecord) : [];
  return (
    <div className="space-y-5 p-4">
      <KeyValues
        rows={[
          { name: "Received", value: <AbsoluteTime ms={batch.receivedAt} /> },
          { name: "Input", value: batch.input?.name ?? "Unknown" },
          {
            name: "Environment",
            value: batch.environment ? <EnvironmentBadge environment={batch.environment} /> : "Unknown",
          },
          ...(batch.mpid
            ? [
                {
                  name: "MPID",
                  value: (
                    <span className="inline-flex items-center gap-2">
                      <CopyableId id={batch.mpid} label="MPID" />
                      <Link
                        href={`/activity/users/${batch.mpid}?ws=${batch.workspaceId}`}
                        className="text-accent hover:underline"
                      >
                        Open
                      </Link>
                    </span>
                  ),
                },
              ]
            : []),
          ...(batch.das
            ? [{ name: "Device", value: <CopyableId id={batch.das} label="device application stamp" /> }]
            : []),
          ...requestRows(outbound).map(({ name, value }) => ({ name, value: <PlainValue value={value} /> })),
          { name: "Batch ID", value: <CopyableId id={batch.id} label="batch ID" /> },
          { name: "Number in the stream", value: <span className="font-mono text-xs">{batch.seq}</span> },
          {
            name: "Bytes as received",
            value: batch.rawKept ? "Kept" : "Deleted by retention",
          },
        ]}
      />
      <Part title="What was decided">
        <DecisionWords decision={decision} workspaceId={batch.workspaceId} />
      </Part>
      <Fields
        title="Identities"
        rows={[
          ...identities.map((one) => [identityLabel(String(one.identity_type)), one.identity] as const),
          ...knownIdentities(outbound),
        ]}
      />
      {batch.kind === "modify" && outbound ? (
        <Part title="Identity changes">
          <IdentityChangeList body={outbound} />
        </Part>
      ) : null}
      <Fields
        title="User attributes"
        rows={Object.entries(asRecord(outbound?.user_attributes)).map(([key, value]) => [attributeLabel(key), value])}
      />
      <Fields title="Partner identities" rows={Object.entries(asRecord(outbound?.partner_identities))} />
      <Fields title="Location" rows={named(location)} />
      <Fields title="Device" rows={named(asRecord(outbound?.device_info))} />
      <Fields title="Application" rows={named(asRecord(outbound?.application_info))} />
    </div>
  );
}

function named(fields: Json): [string, unknown][] {
  return Object.entries(fields).map(([name, value]) => [words(name), value]);
}

function Fields({ title, rows }: { title: string; rows: readonly (readonly [string, unknown])[] }) {
  if (rows.length === 0) return null;
  return (
    <Part title={`${title} (${rows.length})`}>
      <KeyValues
        rows={rows.map(([name, value], index) => ({
          id: `${name}${index}`,
          name: <span className="[overflow-wrap:anywhere]">{name}</span>,
          value: <PlainValue value={value} />,
        }))}
      />
    </Part>
  );
}
