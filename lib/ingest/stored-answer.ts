import { type IdentityRequest, parseJson } from "../batch";
import { query } from "../db";
import { type Decision, decisionSchema } from "../explain/decision";
import type { Mpid } from "../int64";
import { dedupeHash } from "./load-state";
import { requestIdKey } from "./plan";

/** What an identity request was answered, as far as it is kept. */
export type StoredAnswer = {
  readonly mpid: Mpid | null;
  readonly decision: Decision;
  /** The request of then, as `identityRequestBody` wrote it, parsed; null when it was not kept. */
  readonly body: unknown;
};

/**
 * The stored identity request that has this input's request_id; null when it is not kept any more. By the time a
 * repeat has its own answer, the first request is committed, whichever copy of the app took it.
 */
export async function storedAnswer(inputId: number, request: IdentityRequest): Promise<StoredAnswer | null> {
  const key = requestIdKey(request);
  if (key === undefined) return null;
  const [row] = await query<{ mpid: Mpid | null; decision: string; body: string | null }>(
    `SELECT b.mpid, b.decision, b.body FROM dedupe d JOIN batch b ON b.id = d.batch_id
     WHERE d.input_id = $1 AND d.hash = $2`,
    [inputId, dedupeHash(key)],
    "identity-stored-answer",
  );
  if (!row) return null;
  return {
    mpid: row.mpid,
    decision: decisionSchema.parse(JSON.parse(row.decision)),
    body: row.body === null ? null : parseJson(row.body),
  };
}
