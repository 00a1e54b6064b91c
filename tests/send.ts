import { parseBody, stringifyJson } from "../lib/batch";
import { type Decision, decisionSchema } from "../lib/explain/decision";
import { type Answer, type Received, receive, type StoredBatch } from "../lib/ingest";
import type { Approach } from "../lib/inputs/admits";
import { findInput } from "../lib/inputs/find-input";
import type { Int64, Mpid } from "../lib/int64";
import type { TestDatabase } from "./database";

export type SendOptions = {
  readonly receivedAt?: number;
  readonly clientIp?: string;
  /** Left out: `bulk` for a list, else `single`. */
  readonly kind?: Received["kind"];
  readonly approach?: Approach;
  readonly unreadable?: string;
};

const PATHS: Readonly<Record<Received["kind"], string>> = {
  single: "/v2/events",
  bulk: "/v2/bulkevents",
  historical: "/v2/bulkevents/historical",
  browser: "/v3/JS/:key/events",
};

/** Sends bytes as one request of an input through the whole way of a request, and gives the answer whatever it is. */
export async function sendBytes(
  key: string,
  body: Uint8Array,
  {
    bulk = false,
    byteSize = body.byteLength,
    receivedAt = Date.now(),
    kind = bulk ? "bulk" : "single",
    ...more
  }: SendOptions & { bulk?: boolean; byteSize?: number } = {},
): Promise<Answer> {
  const credential = await findInput(key);
  if (!credential) throw new Error("No input has this key.");
  return await receive({
    credential,
    kind,
    path: PATHS[kind],
    receivedAt,
    body,
    byteSize,
    ...more,
  });
}

/** Sends one batch, or several as bulk; gives the answer whatever it is. */
export async function answerTo(key: string, body: unknown, options: SendOptions = {}): Promise<Answer> {
  return await sendBytes(key, Buffer.from(stringifyJson(body)), { bulk: Array.isArray(body), ...options });
}

/** Sends one batch, or several as bulk, through the whole way of a request; only tests may choose its time. */
export async function send(key: string, body: unknown, receivedAt = Date.now()): Promise<readonly StoredBatch[]> {
  const answer = await answerTo(key, body, { receivedAt });
  if (answer.status !== "accepted") throw new Error(`The request was answered ${answer.status}.`);
  return answer.batches;
}

/** Sends one batch that belongs to somebody; its id and person. */
export async function sendOne(key: string, body: unknown, receivedAt?: number) {
  const [batch] = await send(key, body, receivedAt);
  if (!batch?.mpid) throw new Error("The batch belongs to nobody.");
  return { batchId: batch.id, mpid: batch.mpid };
}

export type StoredRow = {
  id: Int64;
  seq: Int64;
  outcome: string;
  mpid: Mpid | null;
  environment: string | null;
  das: string | null;
  device_id: string | null;
  event_count: number;
  warning_count: number;
  request_id: Int64;
  request_index: number;
  body: string | null;
  decision: string;
};

/** A stored batch with its decision checked against the schema, its body parsed and its events. */
export async function storedBatch(db: TestDatabase, id: Int64) {
  const [row] = await db.query<StoredRow>("SELECT * FROM batch WHERE id = $1", [id]);
  if (!row) throw new Error(`There is no batch ${id}.`);
  const decision: Decision = decisionSchema.strict().parse(JSON.parse(row.decision));
  const events = await db.query<{ mpid: Mpid | null; name: string | null; event_type: string; das: string | null }>(
    "SELECT mpid, name, event_type, das FROM event WHERE batch_id = $1 ORDER BY batch_index",
    [id],
  );
  return { ...row, decision, body: row.body === null ? null : parseBody(row.body), events };
}

/** Everything stored of people, in a fixed order: to see that something changed nothing. */
export async function peopleOf(db: TestDatabase) {
  const rows = (statement: string) => db.query<Record<string, unknown>>(statement);
  return {
    profiles: await rows("SELECT * FROM profile ORDER BY mpid"),
    identities: await rows("SELECT * FROM identity ORDER BY scope_id, environment, type, value, mpid"),
    former: await rows("SELECT * FROM former_identity ORDER BY scope_id, environment, type, value, mpid"),
    workspaces: await rows("SELECT * FROM profile_workspace ORDER BY mpid, workspace_id"),
    attributes: await rows("SELECT * FROM user_attribute ORDER BY mpid, workspace_id, key"),
    devices: await rows("SELECT * FROM device ORDER BY mpid, workspace_id, das"),
    changes: await rows("SELECT * FROM profile_change ORDER BY mpid, batch_id"),
  };
}

/** A person's attributes in one workspace, as texts, lists or tags. */
export async function attributesOf(
  db: TestDatabase,
  mpid: Mpid,
  workspaceId: number,
): Promise<Record<string, unknown>> {
  const rows = await db.query<{ key: string; value: string }>(
    "SELECT key, value FROM user_attribute WHERE mpid = $1 AND workspace_id = $2 ORDER BY key",
    [mpid, workspaceId],
  );
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)]));
}

/** A custom event, for batches whose events do not matter. */
export const customEvent = (name: string, more: Record<string, unknown> = {}) => ({
  event_type: "custom_event",
  data: { event_name: name, custom_event_type: "other", ...more },
});
