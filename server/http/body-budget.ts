import type { ServerResponse } from "node:http";
import { CodedError } from "@/lib/errors";

/** All bodies that requests hold at once, in bytes; beyond it a request is told to come back. */
export const BUDGET_BYTES = 64 * 1024 * 1024;

let held = 0;
const shares = new WeakMap<ServerResponse, number>();

/** Bytes held at this moment; a metric. */
export const heldBytes = () => held;

/**
 * Counts `bytes` more for a request until its response is closed. Throws `overloaded` when all requests together
 * would hold more than the budget.
 */
export function hold(response: ServerResponse, bytes: number): void {
  if (held + bytes > BUDGET_BYTES) {
    throw new CodedError("overloaded", "Too much is waiting. Send it again in a moment.", { retryAfterSeconds: 1 });
  }
  held += bytes;
  const share = shares.get(response);
  shares.set(response, (share ?? 0) + bytes);
  if (share === undefined) {
    response.once("close", () => {
      held -= shares.get(response) ?? 0;
      shares.delete(response);
    });
  }
}
