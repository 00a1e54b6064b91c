"use client";
import { History } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Popover } from "@/components/ui/popover";
import type { ProvenanceField } from "./people-api";
import { ProvenanceLoading } from "./provenance-loading";
import type { PersonRef } from "./use-timeline";

const ProvenanceEntries = dynamic(() => import("./provenance-entries").then((module) => module.ProvenanceEntries), {
  ssr: false,
  loading: ProvenanceLoading,
});

const BatchDialog = dynamic(() => import("./batch-dialog").then((module) => module.BatchDialog), { ssr: false });

type ProvenanceProps = { person: PersonRef; field: ProvenanceField; label: string };

/** Where a value comes from: a small button beside it, everything behind it, down to the batch that brought it. */
export function ProvenancePopover({ person, field, label }: ProvenanceProps) {
  const [batchId, setBatchId] = useState<string | null>(null);
  return (
    <>
      <Popover
        title={`Where ${label} comes from`}
        className="max-h-[min(30rem,var(--available-height))] w-[26rem]"
        trigger={
          <button
            type="button"
            aria-label={`Where ${label} comes from`}
            title="Where this comes from"
            className="inline-grid size-5 shrink-0 place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink [&_svg]:size-3"
          >
            <History />
          </button>
        }
      >
        <ProvenanceEntries person={person} field={field} onBatch={setBatchId} />
      </Popover>
      {batchId === null ? null : (
        <BatchDialog batchId={batchId} workspaceId={person.workspaceId} onClose={() => setBatchId(null)} />
      )}
    </>
  );
}
