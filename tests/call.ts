import { deflateSync } from "node:zlib";
import { readBatch, stringifyJson } from "../lib/batch";
import type { IngestRequest } from "../lib/ingest";
import { findInput } from "../lib/inputs/find-input";

/** A request as `receive` hands it to `ingest`, for tests that choose what comes into one call. All must be readable. */
export async function requestOf(
  key: string,
  bodies: readonly unknown[],
  receivedAt = Date.now(),
): Promise<IngestRequest> {
  const credential = await findInput(key);
  if (!credential) throw new Error("No input has this key.");
  const bytes = Buffer.from(stringifyJson(bodies));
  const items = bodies.map((body) => {
    const read = readBatch(body, { receivedAt });
    if (!read.ok) throw new Error(read.message);
    return { batch: read.batch, warnings: read.warnings };
  });
  const { rules } = credential;
  return { rules, path: "/v2/bulkevents", receivedAt, byteSize: bytes.length, deflated: deflateSync(bytes), items };
}
