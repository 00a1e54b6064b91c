import { stringifyJson } from "./json";
import { LIMITS } from "./limits";

/**
 * True when a batch of a bulk request is over the limit for one batch, measured as compact JSON. Costs nothing when
 * the whole request is within that limit.
 */
export function isOversized(raw: unknown, requestBytes: number): boolean {
  return requestBytes > LIMITS.batchBytes && Buffer.byteLength(stringifyJson(raw)) > LIMITS.batchBytes;
}
