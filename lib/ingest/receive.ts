import { isOversized, LIMITS, namedEnvironment, parseJson, type ReadResult, readBatch } from "../batch";
import { isCodedError } from "../errors";
import type { Remark } from "../explain/decision";
import { environmentOf, type Rules } from "../inputs/rules";
import { historicalRefusal } from "./historical";
import type { IngestRequest, Item, StoredBatch } from "./requests";
import { deflateBody, type Incoming, requestOf, submit } from "./submit";

export type Received = Incoming & {
  /**
   * `single`: one batch object; `bulk`: an array of them; `historical`: an array of old ones; `browser`: one batch of
   * a browser SDK, which is accepted whatever it holds.
   */
  readonly kind: "single" | "bulk" | "historical" | "browser";
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
 * Throws CodedError `overloaded`, `rate_limited` (by a limit that the door did not know of) or `database_unavailable`;
 * then nothing is stored.
 * https://docs.mparticle.com/developers/server/http
 */
export async function receive(received: Received): Promise<Answer> {
  const stored = await submit(incomingOf(received), "batch", (rules) => readRequest(received, rules));
  if (!stored) return { status: "forbidden" };
  const { items, messages, batches } = stored;
  const poisoned = batches.filter(({ outcome }, index) => outcome === "rejected" && items[index]?.batch).length;
  const refused = messages.length + poisoned;
  // Old data that is left out is no error. A browser SDK would send a batch again for ever after a 400.
  if (received.kind === "browser" || refused < items.length) return { status: "accepted", batches };
  return { status: "bad_request", messages: poisoned > 0 ? [...messages, UNSTORABLE] : messages, batches };
}

/** The request as `ingest` takes it, for callers with a writer of their own: the seed. */
export async function toIngestRequest(received: Received): Promise<IngestRequest> {
  const { rules } = received.credential;
  const { items } = readRequest(received, rules);
  return requestOf(incomingOf(received), "batch", rules, await deflateBody(received.body), items);
}

function incomingOf(received: Received): Incoming {
  return { ...received, isBrowser: received.kind === "browser", isHistorical: received.kind === "historical" };
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
      environment: environmentOf({ environment: namedEnvironment(raw) }, rules),
    });
  }
  return { items, messages };
}

/** A batch that is left out without being wrong. */
function skipped({ batch, warnings }: Extract<ReadResult, { ok: true }>, rejection: Remark, rules: Rules): Item {
  return { batch: null, rejection, warnings, environment: environmentOf(batch, rules) };
}
