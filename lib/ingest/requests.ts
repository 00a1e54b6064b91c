import type { Batch, IdentityRequest } from "../batch";
import type { BatchKind } from "../explain/batch-kinds";
import type { Decision, Outcome, Remark } from "../explain/decision";
import type { Rules } from "../inputs/rules";
import type { Int64, Mpid } from "../int64";

/** One batch of a request, as read: usable, or rejected with the reason. */
export type Item = {
  readonly batch: Batch | null;
  /** The request to the identity API that the batch stands for; absent for a batch. */
  readonly identity?: IdentityRequest;
  /** Why there is no batch. */
  readonly rejection?: Remark;
  readonly warnings: readonly Remark[];
  /** Of a rejected batch: what it names, null where it names none. */
  readonly environment?: string | null;
};

/** One request as it waits for its turn. Times are epoch ms, sizes bytes. */
export type IngestRequest = {
  readonly rules: Rules;
  readonly path: string;
  readonly receivedAt: number;
  readonly byteSize: number;
  /** The bytes as received, deflated. */
  readonly deflated: Uint8Array;
  /** Address of the client, where the channel is a client SDK. */
  readonly clientIp?: string;
  /** From a browser SDK, which names people by the MPID that the identity endpoints gave it. */
  readonly isBrowser?: boolean;
  /** From the endpoint for old data. */
  readonly isHistorical?: boolean;
  /** What its items are; absent: batches. */
  readonly kind?: BatchKind;
  readonly items: readonly Item[];
};

export type StoredBatch = {
  readonly id: Int64;
  readonly outcome: Outcome;
  readonly mpid: Mpid | null;
  readonly decision: Decision;
};

/** `stale`: the rules changed since the request was read. Nothing of it is stored: read it again. */
export type IngestAnswer =
  | { readonly stale: true }
  | { readonly stale: false; readonly batches: readonly StoredBatch[] };
