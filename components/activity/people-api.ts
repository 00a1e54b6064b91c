import type {
  BatchDetail,
  Cursor,
  LookupRow,
  Provenance,
  TimelineFacets,
  TimelinePage,
} from "@/lib/profile/view-types";

/** What the machine door answered instead of data. */
export class ApiError extends Error {
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(status: number, message: string, requestId: string | undefined) {
    super(message);
    this.status = status;
    this.requestId = requestId;
  }
}

/** JSON of the console's own addresses. Throws ApiError with the sentence and request id of the answer. */
async function ask<Data>(path: string, init?: RequestInit): Promise<Data> {
  const response = await fetch(path, { ...init, headers: { accept: "application/json", ...init?.headers } });
  if (response.ok) return (await response.json()) as Data;
  const requestId = response.headers.get("x-request-id") ?? undefined;
  const body = (await response.json().catch(() => null)) as { errors?: { message?: string }[] } | null;
  const message = body?.errors?.[0]?.message ?? `The server answered ${response.status}.`;
  throw new ApiError(response.status, message, requestId);
}

export type TimelineQuery = {
  readonly from?: number;
  readonly to?: number;
  readonly workspaceIds?: readonly number[];
  readonly inputIds?: readonly number[];
  readonly types?: readonly string[];
  /** `type:name`. */
  readonly names?: readonly string[];
  readonly devices?: readonly string[];
};

export type PagePlace =
  | { readonly at: "start" }
  | { readonly at: "around"; readonly id: string }
  | { readonly at: "cursor"; readonly cursor: Cursor; readonly direction: "older" | "newer" };

export function fetchTimeline(
  person: { mpid: string; workspaceId: number },
  filters: TimelineQuery,
  place: PagePlace,
  signal: AbortSignal,
): Promise<TimelinePage> {
  const params = new URLSearchParams({ ws: String(person.workspaceId) });
  for (const [name, value] of Object.entries(filters)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) params.append(name, String(one));
  }
  if (place.at === "around") params.set("around", place.id);
  if (place.at === "cursor") {
    params.set("direction", place.direction);
    params.set("cursorTime", String(place.cursor.time));
    params.set("cursorId", place.cursor.id);
  }
  return ask(`/api/people/${person.mpid}/timeline?${params}`, { signal });
}

export function fetchFacets(
  person: { mpid: string; workspaceId: number },
  signal: AbortSignal,
): Promise<TimelineFacets> {
  return ask(`/api/people/${person.mpid}/timeline/facets?ws=${person.workspaceId}`, { signal });
}

export function fetchBatch(batchId: string, workspaceId: number, signal: AbortSignal): Promise<BatchDetail> {
  return ask(`/api/people/batches/${batchId}?ws=${workspaceId}`, { signal });
}

export type ProvenanceField = { readonly kind: "attribute" | "identity" | "consent" | "field"; readonly key: string };

export function fetchProvenance(
  person: { mpid: string; workspaceId: number },
  field: ProvenanceField,
  signal: AbortSignal,
): Promise<Provenance> {
  const params = new URLSearchParams({ ws: String(person.workspaceId), ...field });
  return ask(`/api/people/${person.mpid}/provenance?${params}`, { signal });
}

export function lookUp(input: {
  workspaceId: number;
  values: readonly string[];
  type?: string;
  environment: string;
}): Promise<{ rows: LookupRow[] }> {
  return ask("/api/people/lookup", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
}
