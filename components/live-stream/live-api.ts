import type { LiveBatch } from "@/lib/live/get-live-batch";
import type { LiveDevices } from "@/lib/live/list-devices";
import type { LivePage } from "@/lib/live/page";
import type { LiveView } from "./live-message";

/** An answer that was none: the sentence of the server, and the request's id for whoever helps. */
export class LiveApiError extends Error {
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(status: number, message: string, requestId: string | undefined) {
    super(message);
    this.status = status;
    this.requestId = requestId;
  }
}

async function ask<Data>(path: string, signal?: AbortSignal): Promise<Data> {
  const response = await fetch(path, { headers: { accept: "application/json" }, signal });
  if (response.ok) return (await response.json()) as Data;
  const body = (await response.json().catch(() => null)) as { errors?: { message?: string }[] } | null;
  const message = body?.errors?.[0]?.message ?? `The server answered ${response.status}.`;
  throw new LiveApiError(response.status, message, response.headers.get("x-request-id") ?? undefined);
}

export function fetchOlder({ ws, inputId, kind, device }: LiveView, before: number): Promise<LivePage> {
  const query = new URLSearchParams({ ws: String(ws), before: String(before) });
  if (inputId !== undefined) query.set("input", String(inputId));
  if (kind !== undefined) query.set("kind", kind);
  if (device !== undefined) query.set("device", device);
  return ask(`/api/live/rows?${query}`);
}

export function fetchDevices(workspaceId: number, signal: AbortSignal): Promise<LiveDevices> {
  return ask(`/api/live/devices?ws=${workspaceId}`, signal);
}

export function fetchLiveBatch(workspaceId: number, id: string, signal: AbortSignal): Promise<LiveBatch> {
  return ask(`/api/live/batch/${encodeURIComponent(id)}?ws=${workspaceId}`, signal);
}
