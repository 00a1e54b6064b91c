import { idFloor } from "../lib/ingest/ids";
import type { TestDatabase } from "./database";

/** A row of the ledger as an alias leaves it, for tests of what reads it. Times in epoch ms. */
export async function insertAlias(
  db: TestDatabase,
  alias: {
    source: string;
    destination: string;
    start: number;
    end: number;
    state?: string;
    reason?: string;
    requestedAt?: number;
    workspaceId: number;
    inputId: number;
  },
): Promise<string> {
  const requestedAt = alias.requestedAt ?? Date.now();
  aliases += 1n;
  const id = (idFloor(requestedAt) + aliases).toString();
  await db.query(
    `INSERT INTO alias_request (id, scope_id, environment, workspace_id, input_id, source_mpid, destination_mpid, start_at,
                                end_at, requested_at, due_at, finished_at, state, reason)
     SELECT $1, p.scope_id, p.environment, $2, $3, $4, $5, $6, $7, $8, $8, CASE WHEN $9 = 'scheduled' THEN NULL ELSE $8::bigint END,
            $9, $10
     FROM profile p WHERE p.mpid = $4`,
    [
      id,
      alias.workspaceId,
      alias.inputId,
      alias.source,
      alias.destination,
      alias.start,
      alias.end,
      requestedAt,
      alias.state ?? "executed",
      alias.reason ?? null,
    ],
  );
  return id;
}
let aliases = 0n;
