import type { Environment } from "../batch/enums";
import type { BatchKind } from "../explain/batch-kinds";
import type { Outcome, Remark } from "../explain/decision";
import type { Int64, Mpid } from "../int64";

/**
 * What a reader of the Live Stream gets of one batch. Pure: screens import it. Times are epoch ms.
 * https://docs.mparticle.com/guides/platform-guide/live-stream
 */
export type LiveRow = {
  /** The workspace's number of this batch: no gaps, in commit order. Exact as a number for longer than anybody counts. */
  readonly seq: number;
  readonly batchId: Int64;
  /** A batch, or the request to the identity API that it is. */
  readonly kind: BatchKind;
  readonly receivedAt: number;
  readonly inputId: number;
  /** Null when the request could not be read. */
  readonly environment: Environment | null;
  /** Whose batch it is. */
  readonly mpid: Mpid | null;
  /** Found, although the batch is not associated with it. */
  readonly found: Mpid | null;
  /** Of an alias request or its execution: whose events become whose. */
  readonly alias: { readonly source: Mpid; readonly destination: Mpid } | null;
  readonly das: string | null;
  /** The id by which the device filter knows the device; for readers of masked values its stamp. */
  readonly device: string | null;
  readonly platform: string | null;
  readonly outcome: Outcome;
  readonly reasons: readonly Remark[];
  /** The first few; `warningCount` counts all. */
  readonly warnings: readonly Remark[];
  readonly warningCount: number;
  /** Keys of attributes that a stronger source kept from being written; the first few, `blockedCount` counts all. */
  readonly blocked: readonly string[];
  readonly blockedCount: number;
  /** Sent as historical data. */
  readonly historical: boolean;
  /** Those of the batch or request; of a modify request the new ones. */
  readonly identities: readonly { readonly type: string; readonly value: string }[];
  /** The first few; `eventCount` counts all. */
  readonly events: readonly { readonly type: string; readonly name: string | null }[];
  readonly eventCount: number;
  /** True when personal values are masked. */
  readonly masked: boolean;
};

/** How many warnings, blocked keys, events and identities a row carries; the detail has all. */
export const ROW_LIMITS = { warnings: 3, blocked: 3, events: 4, identities: 4 } as const;
