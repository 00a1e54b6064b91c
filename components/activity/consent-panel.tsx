import { Status } from "@/components/ui/badge";
import { CopyableId } from "@/components/ui/copyable-id";
import { AbsoluteTime, RelativeTime } from "@/components/ui/time";
import type { AttributionFact, ConsentFact, Person } from "@/lib/profile/view-types";
import { consentWords } from "./consent-words";
import { words } from "./event-words";
import { Nothing, Panel } from "./panel";
import { ProvenancePopover } from "./provenance-popover";

/** Every purpose of the workspace, also those the person was never asked about. */
export function ConsentPanel({ person }: { person: Person }) {
  const { consent, mpid, workspaceId } = person;
  return (
    <Panel id="consent" title="Consent" count={consent.length}>
      {consent.length === 0 ? (
        <Nothing>No regulation is on in this workspace, and no choice is recorded.</Nothing>
      ) : null}
      <ul className="divide-y divide-line">
        {consent.map((one) => {
          const { text, tone } = consentWords(one);
          const purpose = one.regulation === "ccpa" ? "Sale of data" : words(one.purpose);
          return (
            <li key={`${one.regulation}.${one.purpose}`} className="py-2">
              <div className="flex flex-wrap items-center justify-between gap-2">
                <span>
                  <span className="font-medium">{purpose}</span>{" "}
                  <span className="text-faint text-xs">{one.regulation.toUpperCase()}</span>
                </span>
                <span className="inline-flex items-center gap-1">
                  <Status tone={tone}>{text}</Status>
                  <ProvenancePopover
                    person={{ mpid, workspaceId }}
                    field={{ kind: "consent", key: `${one.regulation}.${one.purpose}` }}
                    label={`the choice on ${purpose}`}
                  />
                </span>
              </div>
              {one.record ? <Record record={one.record} /> : null}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function Record({ record }: { record: NonNullable<ConsentFact["record"]> }) {
  return (
    <div className="mt-0.5 text-muted text-xs [overflow-wrap:anywhere]">
      <AbsoluteTime ms={record.timestamp_unixtime_ms} />
      {record.document ? <div>Document: {record.document}</div> : null}
      {record.location ? <div>Location: {record.location}</div> : null}
      {record.hardware_id ? (
        <div className="flex items-center gap-1">
          Hardware: <CopyableId id={record.hardware_id} label="hardware ID" />
        </div>
      ) : null}
    </div>
  );
}

/** Which campaigns installs came from. */
export function AttributionPanel({ attribution }: { attribution: readonly AttributionFact[] }) {
  return (
    <Panel id="attribution" title="Attribution" count={attribution.length}>
      {attribution.length === 0 ? <Nothing>No install was attributed to a campaign.</Nothing> : null}
      <ul className="divide-y divide-line">
        {attribution.map((one) => (
          <li key={`${one.publisher}${one.campaign}${one.at}`} className="flex justify-between gap-3 py-1.5">
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className="font-medium">{one.publisher}</span> · {one.campaign}
              {one.serviceProvider ? <span className="block text-muted text-xs">by {one.serviceProvider}</span> : null}
              {one.input ? <span className="block text-muted text-xs">from {one.input.name}</span> : null}
            </span>
            <RelativeTime ms={one.at} className="shrink-0 text-muted text-xs" />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
