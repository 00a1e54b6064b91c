import { promisify } from "node:util";
import { deflate, deflateSync } from "node:zlib";
import { isOversized, LIMITS, parseJson, type ReadResult, readBatch } from "../batch";
import { CodedError, isCodedError } from "../errors";
import type { Remark } from "../explain/decision";
import { type Approach, admits } from "../inputs/admits";
import { type Credential, refreshInput } from "../inputs/find-input";
import type { Rules } from "../inputs/rules";
import { historicalRefusal } from "./historical";
import { environmentOf } from "./plan";
import { ingestQueue } from "./queue";
import type { IngestAnswer, IngestRequest, Item, StoredBatch } from "./requests";

export type Received = {
  readonly credential: Credential;
  /**
   * `single`: one batch object; `bulk`: an array of them; `historical`: an array of old ones; `browser`: one batch of
   * a browser SDK, which is accepted whatever it holds.
   */
  readonly kind: "single" | "bulk" | "historical" | "browser";
  readonly path: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** The bytes of the body, as far as kept: nothing of a body over the limit. */
  readonly body: Uint8Array;
  /** Size of the whole body in bytes. */
  readonly byteSize: number;
  readonly clientIp?: string;
  /** Left out: with key and secret, by a server. */
  readonly approach?: Approach;
  /** Why the body could not be read, in a sentence. */
  readonly unreadable?: string;
};

/** The HTTP answer, decided here. `forbidden`: the input was disabled or its key rotated meanwhile. */
export type Answer =
  | { readonly status: "accepted"; readonly batches: readonly StoredBatch[] }
  | { readonly status: "bad_request"; readonly messages: readonly string[]; readonly batches: readonly StoredBatch[] }
  | { readonly status: "forbidden" };

/**
 * Takes one request of an authenticated input: reads each batch by itself, stores what there is to store, and
 * answers after the commit. A request that can't be read is stored, too, as rejected.
 * Throws CodedError `overloaded` or `database_unavailable`; then nothing is stored.
 * https://docs.mparticle.com/developers/server/http
 */
export async function receive(received: Received): Promise<Answer> {
  const deflated = await deflateBody(received.body);
  let { credential } = received;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    if (!admits(credential, received.approach ?? WITH_SECRET)) return { status: "forbidden" };
    const { items, messages } = readRequest(received, credential.rules);
    const answer = await ingestQueue.add(requestOf(received, credential.rules, deflated, items));
    if (!answer.stale) return answerOf(received, items, messages, answer);
    const current = await refreshInput(credential.key);
    if (!current) return { status: "forbidden" };
    credential = current;
  }
  // Somebody changes the rules faster than we read them. "Forbidden" would make an SDK throw its batches away.
  throw new CodedError("overloaded", "The input's settings are changing.", { retryAfterSeconds: 1 });
}

const WITH_SECRET: Approach = { keyOnly: false };

/** The request as `ingest` takes it, for callers with a writer of their own: the seed. */
export async function toIngestRequest(received: Received): Promise<IngestRequest> {
  const { rules } = received.credential;
  return requestOf(received, rules, await deflateBody(received.body), readRequest(received, rules).items);
}

function requestOf(received: Received, rules: Rules, deflated: Uint8Array, items: readonly Item[]): IngestRequest {
  const { kind, path, receivedAt, byteSize, clientIp } = received;
  return {
    rules,
    path,
    receivedAt,
    byteSize,
    deflated,
    items,
    ...(clientIp ? { clientIp } : {}),
    isBrowser: kind === "browser",
    isHistorical: kind === "historical",
  };
}

/** Skipped batches of old data are no error. A browser SDK would send a batch again for ever after a 400. */
function answerOf(
  { kind }: Received,
  items: readonly Item[],
  messages: readonly string[],
  { batches }: Extract<IngestAnswer, { stale: false }>,
): Answer {
  const poisoned = batches.filter(({ outcome }, index) => outcome === "rejected" && items[index]?.batch).length;
  const refused = messages.length + poisoned;
  if (kind === "browser" || refused < items.length) return { status: "accepted", batches };
  return { status: "bad_request", messages: poisoned > 0 ? [...messages, UNSTORABLE] : messages, batches };
}

const UNSTORABLE = "The batch could not be stored.";

type ReadRequest = { readonly items: Item[]; readonly messages: string[] };

function readRequest(received: Received, rules: Rules): ReadRequest {
  const { body, byteSize, kind, unreadable } = received;
  if (unreadable !== undefined) {
    return refused({ code: "unreadable_body", params: { message: unreadable } }, unreadable);
  }
  if (byteSize > LIMITS.requestBytes) {
    return refused({ code: "request_too_large", params: { bytes: byteSize } }, "The request is larger than 256 KB.");
  }
  let raw: unknown;
  try {
    raw = parseJson(body);
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return refused({ code: "invalid_json", params: { message: error.message } }, error.message);
  }
  if (kind === "single" || kind === "browser") return readBatches([raw], received, rules);
  if (!Array.isArray(raw)) return refused({ code: "invalid_batch", params: { message: NOT_A_LIST } }, NOT_A_LIST);
  if (raw.length === 0) return refused({ code: "invalid_batch", params: { message: EMPTY_LIST } }, EMPTY_LIST);
  if (raw.length > LIMITS.batches) {
    return refused({ code: "too_many_batches", params: { count: raw.length } }, "A request takes at most 100 batches.");
  }
  return readBatches(raw, received, rules);
}

const NOT_A_LIST = "The body must be a JSON array of batches.";
const EMPTY_LIST = "The body holds no batch.";

function refused(rejection: Remark, message: string): ReadRequest {
  return { items: [{ batch: null, rejection, warnings: [] }], messages: [message] };
}

function readBatches(raws: readonly unknown[], { byteSize, kind, receivedAt }: Received, rules: Rules): ReadRequest {
  const isHistorical = kind === "historical";
  const sourceFeed = rules.kind === "custom_feed" || rules.kind === "partner_feed" ? rules.inputName : undefined;
  const items: Item[] = [];
  const messages: string[] = [];
  for (const raw of raws) {
    const tooLarge = isOversized(raw, byteSize);
    const read = tooLarge ? null : readBatch(raw, { receivedAt, sourceFeed });
    if (read?.ok) {
      const rejection = isHistorical ? historicalRefusal(raw, read.batch, receivedAt) : null;
      items.push(rejection ? skipped(read, rejection, rules) : { batch: read.batch, warnings: read.warnings });
      continue;
    }
    const message = read ? read.message : "The batch is larger than 128 KB.";
    messages.push(message);
    items.push({
      batch: null,
      rejection: tooLarge ? { code: "batch_too_large" } : { code: "invalid_batch", params: { message } },
      warnings: [],
    });
  }
  return { items, messages };
}

/** A batch that is left out without being wrong. */
function skipped({ batch, warnings }: Extract<ReadResult, { ok: true }>, rejection: Remark, rules: Rules): Item {
  return { batch: null, rejection, warnings, environment: environmentOf(batch, rules) };
}

/** Below this size the thread pool's round trip costs more than the work, bytes. */
const DEFLATE_INLINE_BYTES = 8_192;
/** zlib's usual 256 KB of working memory take longer to get than a small body takes to deflate. */
const SMALL = { level: 1, windowBits: 11, memLevel: 6, chunkSize: 2_048 };
const deflateAside = promisify(deflate);

async function deflateBody(body: Uint8Array): Promise<Uint8Array> {
  return body.byteLength <= DEFLATE_INLINE_BYTES ? deflateSync(body, SMALL) : deflateAside(body, { level: 1 });
}
