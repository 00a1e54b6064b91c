"use client";
import { useQuery } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import { CopyableId } from "@/components/ui/copyable-id";
import { PopoverClose } from "@/components/ui/popover-close";
import { Queries } from "@/components/ui/queries";
import { AbsoluteTime } from "@/components/ui/time";
import { tierLabel, tierSource } from "@/lib/explain/labels";
import { consentSentence, identityRefusalSentence } from "@/lib/explain/sentences";
import { ACCOUNT_TIER } from "@/lib/profile/attribute-priority";
import type { ProvenanceEntry } from "@/lib/profile/view-types";
import { fetchProvenance, type ProvenanceField } from "./people-api";
import { PlainValue } from "./plain-value";
import { ProvenanceLoading } from "./provenance-loading";
import type { PersonRef } from "./use-timeline";

type EntriesProps = {
  person: PersonRef;
  field: ProvenanceField;
  /** Shows a batch in place of the popover. */
  onBatch: (batchId: string) => void;
};

/** What was ever said about a field: the present value first, then what came before and what lost. */
export function ProvenanceEntries(props: EntriesProps) {
  return (
    <Queries>
      <Entries {...props} />
    </Queries>
  );
}

function Entries({ person, field, onBatch }: EntriesProps) {
  const { data, error } = useQuery({
    queryKey: ["provenance", person.mpid, person.workspaceId, field],
    queryFn: ({ signal }) => fetchProvenance(person, field, signal),
  });
  if (error) return <p className="text-danger">{error.message}</p>;
  if (!data) return <ProvenanceLoading />;
  if (data.entries.length === 0) {
    return <p className="text-muted">No kept batch of this person says anything about it.</p>;
  }
  // What counts now stands first, however much lost to it since.
  const present = data.entries.find((entry) => entry.present);
  const entries = present ? [present, ...data.entries.filter((entry) => entry !== present)] : data.entries;
  return (
    <ol className="space-y-3">
      {entries.map((entry, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: one batch may hold several entries of the field
          key={`${entry.batchId ?? "account"}${index}`}
          className="space-y-1 border-line border-l-2 pl-3 data-[present=true]:border-accent"
          data-present={entry === present && entry.result === "set"}
        >
          <div className="flex flex-wrap items-center gap-1.5">
            <Result entry={entry} />
            <span className="font-medium">{entry.setBy ?? entry.input?.name ?? "An input that is gone"}</span>
            {entry.tier === null ? null : <span className="text-muted text-xs">{tierLabel(entry.tier)}</span>}
          </div>
          {"value" in entry ? (
            <div className="[overflow-wrap:anywhere]">
              <PlainValue value={entry.value} />
            </div>
          ) : null}
          <Reason entry={entry} kind={field.kind} />
          <div className="flex flex-wrap items-center gap-x-3 text-muted text-xs">
            <AbsoluteTime ms={entry.at} />
            {entry.batchId === null ? null : <Source batchId={entry.batchId} onBatch={onBatch} />}
          </div>
        </li>
      ))}
      {data.more ? <li className="text-muted text-xs">Older entries are left out.</li> : null}
    </ol>
  );
}

function Source({ batchId, onBatch }: { batchId: string; onBatch: EntriesProps["onBatch"] }) {
  return (
    <span className="inline-flex items-center gap-1">
      <PopoverClose className="text-accent hover:underline" onClick={() => onBatch(batchId)}>
        Open batch
      </PopoverClose>
      <CopyableId id={batchId} label="batch ID" short />
    </span>
  );
}

function Result({ entry }: { entry: ProvenanceEntry }) {
  switch (entry.result) {
    case "set":
      if (entry.present) return <Badge tone="accent">Present value</Badge>;
      return entry.hidden ? <Badge tone="warn">Hidden</Badge> : <Badge>Before</Badge>;
    case "removed":
      return <Badge>Removed</Badge>;
    case "blocked":
    case "removal_blocked":
    case "refused":
      return <Badge tone="warn">Lost</Badge>;
  }
}

const CONSENT_RULES = ["older", "unknown_purpose", "regulation_off", "source_not_allowed", "invalid"] as const;

function Reason({ entry, kind }: { entry: ProvenanceEntry; kind: ProvenanceField["kind"] }) {
  const text = reasonOf(entry, kind);
  return text ? <p className="text-muted text-xs">{text}</p> : null;
}

function reasonOf({ result, lostToTier, rule, hidden }: ProvenanceEntry, kind: ProvenanceField["kind"]): string | null {
  switch (result) {
    case "set":
      return hidden ? "The account-level value hides it. It counts again when that one is removed." : null;
    case "removed":
      return null;
    case "blocked":
      return `Not written: ${ownerOf(lostToTier)} outranks this source.`;
    case "removal_blocked":
      return `Not removed: ${ownerOf(lostToTier)} outranks this source.`;
    case "refused": {
      const consentRule = kind === "consent" ? CONSENT_RULES.find((one) => one === rule) : undefined;
      if (consentRule) return consentSentence(consentRule);
      return `Refused. ${identityRefusalSentence(rule === "identity_api_only" ? rule : "immutable")}`;
    }
  }
}

function ownerOf(tier: number | undefined): string {
  if (tier === undefined) return "a stronger source";
  return tier === ACCOUNT_TIER ? "the account-level value" : `the ${tierSource(tier)} that set it`;
}
