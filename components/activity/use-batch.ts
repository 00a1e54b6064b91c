"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { parseJson } from "@/lib/batch/json";
import type { Decision } from "@/lib/explain/decision";
import type { BatchDetail } from "@/lib/profile/view-types";
import type { OutboundEvent } from "./event-detail";
import { fetchBatch } from "./people-api";

type Outbound = Readonly<Record<string, unknown>> & { readonly events?: readonly OutboundEvent[] };
export type ReadBatch = {
  readonly batch: BatchDetail;
  readonly outbound: Outbound | null;
  readonly decision: Decision;
};

/** The stored batch, parsed with exact integers. It never changes, so it is read once. */
export function useBatch(batchId: string, workspaceId: number) {
  const query = useQuery({
    queryKey: ["batch", batchId],
    queryFn: ({ signal }) => fetchBatch(batchId, workspaceId, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const data = useMemo<ReadBatch | null>(
    () =>
      query.data
        ? {
            batch: query.data,
            outbound: query.data.outbound === null ? null : (parseJson(query.data.outbound) as Outbound),
            decision: JSON.parse(query.data.decision) as Decision,
          }
        : null,
    [query.data],
  );
  return { ...query, data };
}
