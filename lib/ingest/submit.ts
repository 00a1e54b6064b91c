import { promisify } from "node:util";
import { deflate, deflateSync } from "node:zlib";
import { CodedError } from "../errors";
import type { BatchKind } from "../explain/batch-kinds";
import { type Approach, admits } from "../inputs/admits";
import { type Credential, refreshInput } from "../inputs/find-input";
import type { Rules } from "../inputs/rules";
import { addedLimits, limitsOf, type Traffic } from "../rate-limits/limit";
import { requireRoom } from "../rate-limits/require-room";
import { ingestQueue } from "./queue";
import type { IngestRequest, Item, StoredBatch } from "./requests";

/** One request of an authenticated input, as it arrived. */
export type Incoming = {
  readonly credential: Credential;
  readonly path: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** The bytes of the body, as far as kept: nothing of a body over the limit. */
  readonly body: Uint8Array;
  /** Size of the whole body in bytes. */
  readonly byteSize: number;
  readonly clientIp?: string;
  /** How it came beside its key; left out: with the secret, by a server. */
  readonly approach?: Approach;
} & Pick<IngestRequest, "isBrowser" | "isHistorical">;

const WITH_SECRET: Approach = { keyOnly: false };

/** What a request counts as, and how often: what the door took, a limit that it did not know of takes, too. */
type Charge = { readonly traffic: Traffic; readonly cost: () => number };

const ONE_REQUEST: Charge = { traffic: "client_requests", cost: () => 1 };

/**
 * Runs `attempt` under the input's rules, again with fresh ones when they turn out to be stale. Null: the input was
 * disabled, its key rotated, or it does not take requests that come so any more. Throws CodedError `overloaded` when the
 * rules change faster than they are read, and `rate_limited` by a limit that is among the fresh rules only.
 */
export async function underCurrentRules<T>(
  { credential, approach = WITH_SECRET }: Pick<Incoming, "credential" | "approach">,
  attempt: (rules: Rules) => Promise<T | "stale">,
  { traffic, cost }: Charge = ONE_REQUEST,
): Promise<T | null> {
  let current = credential;
  for (let attempts = 1; attempts <= 3; attempts += 1) {
    if (!admits(current, approach)) return null;
    const result = await attempt(current.rules);
    if (result !== "stale") return result;
    const refreshed = await refreshInput(current.key);
    if (!refreshed) return null;
    const added = addedLimits(current.rules.limits, refreshed.rules.limits);
    await requireRoom(limitsOf(added, traffic), cost(), refreshed.rules);
    current = refreshed;
  }
  // Somebody changes the rules faster than we read them. "Forbidden" would make an SDK throw its batches away.
  throw new CodedError("overloaded", "The input's settings are changing.", { retryAfterSeconds: 1 });
}

/**
 * Stores what `read` makes of a request, after the commit; null as in `underCurrentRules`.
 * Throws CodedError `overloaded`, `rate_limited` or `database_unavailable`; then nothing is stored.
 */
export async function submit<Read extends { readonly items: readonly Item[] }>(
  incoming: Incoming,
  kind: BatchKind,
  read: (rules: Rules) => Read,
): Promise<(Read & { readonly batches: readonly StoredBatch[] }) | null> {
  const deflated = await deflateBody(incoming.body);
  let count = 1;
  return await underCurrentRules(
    incoming,
    async (rules) => {
      const made = read(rules);
      count = made.items.length;
      const answer = await ingestQueue.add(requestOf(incoming, kind, rules, deflated, made.items));
      return answer.stale ? "stale" : { ...made, batches: answer.batches };
    },
    { traffic: kind === "batch" && !incoming.isBrowser ? "batches" : "client_requests", cost: () => count },
  );
}

export function requestOf(
  { path, receivedAt, byteSize, clientIp, isBrowser, isHistorical }: Incoming,
  kind: BatchKind,
  rules: Rules,
  deflated: Uint8Array,
  items: readonly Item[],
): IngestRequest {
  return {
    rules,
    path,
    receivedAt,
    byteSize,
    deflated,
    kind,
    items,
    isBrowser,
    isHistorical,
    ...(clientIp ? { clientIp } : {}),
  };
}

/** Below this size the thread pool's round trip costs more than the work, bytes. */
const DEFLATE_INLINE_BYTES = 8_192;
/** zlib's usual 256 KB of working memory take longer to get than a small body takes to deflate. */
const SMALL = { level: 1, windowBits: 11, memLevel: 6, chunkSize: 2_048 };
const deflateAside = promisify(deflate);

export async function deflateBody(body: Uint8Array): Promise<Uint8Array> {
  return body.byteLength <= DEFLATE_INLINE_BYTES ? deflateSync(body, SMALL) : deflateAside(body, { level: 1 });
}
