import type { BatchKind } from "@/lib/explain/batch-kinds";
import type { EndReason } from "@/lib/live/frames";
import type { LiveRow } from "@/lib/live/row";

/** What one screen watches. */
export type LiveView = {
  readonly ws: number;
  readonly inputId?: number;
  readonly kind?: BatchKind;
  readonly device?: string;
};

/** Equal views have equal keys; tabs that show the same share what comes. */
export function viewKey({ ws, inputId, kind, device }: LiveView): string {
  return `${ws}|${inputId ?? ""}|${kind ?? ""}|${device ?? ""}`;
}

/** Why a view gets nothing more. */
export type Ending = EndReason | "cursor_ahead" | "refused";

/** What a view is told. */
export type LiveMessage =
  | {
      readonly type: "rows";
      readonly after: number;
      readonly upTo: number;
      readonly count: number;
      readonly rows: readonly LiveRow[];
    }
  | { readonly type: "skipped"; readonly after: number; readonly upTo: number }
  | { readonly type: "caught_up" | "heartbeat"; readonly upTo: number }
  | { readonly type: "stalled" }
  | { readonly type: "ended"; readonly reason: Ending };

/** How the line to the server is. `retryAt` is epoch ms. */
export type LineState =
  | { readonly kind: "connecting" }
  | { readonly kind: "open" }
  | { readonly kind: "waiting"; readonly retryAt: number; readonly offline: boolean };
