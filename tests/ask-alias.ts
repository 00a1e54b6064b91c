import { findInput } from "../lib/inputs/find-input";
import type { Int64 } from "../lib/int64";
import type { TestDatabase } from "./database";

/** Sends an alias request through its verb, as the browser SDK would; only tests may choose its time. */
export async function askAlias(
  key: string,
  data: Record<string, unknown>,
  more: Record<string, unknown> = {},
  receivedAt = Date.now(),
) {
  const { alias } = await import("../lib/identity-api");
  const credential = await findInput(key);
  if (!credential) throw new Error("No input has this key.");
  const request = {
    request_id: "request",
    request_type: "alias",
    environment: "production",
    api_key: key,
    data,
    ...more,
  };
  const body = Buffer.from(JSON.stringify(request));
  return await alias({ credential, path: `/v1/identity/${key}/Alias`, receivedAt, body, byteSize: body.length });
}

export type LedgerRow = {
  id: Int64;
  scope_id: number;
  environment: string;
  workspace_id: number;
  input_id: number;
  source_mpid: string;
  destination_mpid: string;
  start_at: number;
  end_at: number;
  requested_at: number;
  due_at: number;
  finished_at: number | null;
  state: string;
  reason: string | null;
  request_id: string | null;
  alias_scope: string | null;
  das: string | null;
};

/** The entries of a source, in the order of their requests. */
export function ledgerOf(db: TestDatabase, source: string): Promise<LedgerRow[]> {
  return db.query<LedgerRow>(
    `SELECT id, scope_id, environment, workspace_id, input_id, source_mpid, destination_mpid, start_at::float8 AS start_at,
            end_at::float8 AS end_at, requested_at::float8 AS requested_at, due_at::float8 AS due_at,
            finished_at::float8 AS finished_at, state, reason, request_id, alias_scope, das
     FROM alias_request WHERE source_mpid = $1 ORDER BY id`,
    [source],
  );
}
