import { stringifyJson } from "../lib/batch";
import { receive, type StoredBatch } from "../lib/ingest";
import { findInput } from "../lib/inputs/find-input";

/** Sends one batch, or several as bulk, through the whole way of a request; only tests may choose its time. */
export async function send(key: string, body: unknown, receivedAt = Date.now()): Promise<readonly StoredBatch[]> {
  const credential = await findInput(key);
  if (!credential) throw new Error("No input has this key.");
  const bytes = Buffer.from(stringifyJson(body));
  const bulk = Array.isArray(body);
  const answer = await receive({
    credential,
    kind: bulk ? "bulk" : "single",
    path: bulk ? "/v2/bulkevents" : "/v2/events",
    receivedAt,
    body: bytes,
    byteSize: bytes.byteLength,
  });
  if (answer.status !== "accepted") throw new Error(`The request was answered ${answer.status}.`);
  return answer.batches;
}

/** Sends one batch that belongs to somebody; its id and person. */
export async function sendOne(key: string, body: unknown, receivedAt?: number) {
  const [batch] = await send(key, body, receivedAt);
  if (!batch?.mpid) throw new Error("The batch belongs to nobody.");
  return { batchId: batch.id, mpid: batch.mpid };
}
