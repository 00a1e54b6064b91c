import type { AliasRequest } from "../batch";
import type { Decision } from "../explain/decision";
import { overRows, prepare } from "../ingest/statement";
import { type BatchRow, emptyWriteSet, type WriteSet } from "../ingest/write-set";
import type { Prepared } from "../ingest/writer";
import type { Int64 } from "../int64";
import type { AliasEffects, AliasProfile, AliasWorkspace } from "./alias-effects";
import type { Entry } from "./decide-alias";

/** The task that executes a scheduled alias; its payload is `{ id }`, its key `alias:<id>`. */
export const EXECUTE_ALIAS = "execute_alias";
/** With the library's growing pauses (e to the n seconds) the last attempt comes within a day. */
export const EXECUTE_ATTEMPTS = 11;

/** A row of the ledger. Times are epoch ms. */
export type EntryRow = Entry & {
  readonly id: Int64;
  readonly scopeId: number;
  readonly environment: string;
  readonly workspaceId: number;
  readonly inputId: number;
  readonly requestedAt: number;
} & Pick<AliasRequest, "requestId" | "scope" | "das">;

/** A new entry of the ledger, and where it is scheduled its job: both or neither. */
export function entryWrites(entry: EntryRow): Prepared[] {
  return [prepare(ENTRIES, [entry]), prepare(JOBS, entry.reason === null ? [entry] : [])];
}

const ENTRIES = overRows<readonly EntryRow[], EntryRow>(
  "alias-entry",
  (rows) => rows,
  {
    id: ["bigint", (row) => row.id],
    scope_id: ["int", (row) => row.scopeId],
    environment: ["text", (row) => row.environment],
    workspace_id: ["int", (row) => row.workspaceId],
    input_id: ["int", (row) => row.inputId],
    source_mpid: ["bigint", (row) => row.source],
    destination_mpid: ["bigint", (row) => row.destination],
    start_at: ["bigint", (row) => row.start],
    end_at: ["bigint", (row) => row.end],
    requested_at: ["bigint", (row) => row.requestedAt],
    due_at: ["bigint", (row) => row.dueAt],
    reason: ["text", (row) => row.reason],
    request_id: ["text", (row) => row.requestId ?? null],
    alias_scope: ["text", (row) => row.scope ?? null],
    das: ["text", (row) => row.das ?? null],
  },
  (rows) => `
    INSERT INTO alias_request (id, scope_id, environment, workspace_id, input_id, source_mpid, destination_mpid, start_at,
                               end_at, requested_at, due_at, reason, request_id, alias_scope, das, state, finished_at)
    SELECT id, scope_id, environment::environment, workspace_id, input_id, source_mpid, destination_mpid, start_at, end_at,
           requested_at, due_at, reason, request_id, alias_scope, das,
           CASE WHEN reason IS NULL THEN 'scheduled' ELSE 'skipped' END, CASE WHEN reason IS NOT NULL THEN requested_at END
    FROM ${rows} AS k`,
);

/** https://worker.graphile.org/docs/sql-add-job */
const JOBS = overRows<readonly EntryRow[], EntryRow>(
  "alias-job",
  (rows) => rows,
  { id: ["bigint", (row) => row.id], due_at: ["bigint", (row) => row.dueAt] },
  (rows) => `
    SELECT (graphile_worker.add_job('${EXECUTE_ALIAS}', json_build_object('id', k.id::text),
                                    run_at => to_timestamp(k.due_at::float8 / 1000), max_attempts => ${EXECUTE_ATTEMPTS},
                                    job_key => 'alias:' || k.id)).id
    FROM ${rows} AS k`,
);

/** What becomes of a scheduled entry: executed, or skipped with a reason. */
export type Finish = { readonly id: Int64; readonly at: number; readonly reason: string | null };

export function finishWrites(finish: Finish, effects: AliasEffects | null): Prepared[] {
  return [
    prepare(FINISHED, [finish]),
    prepare(PROFILES, effects?.profiles ?? []),
    prepare(
      WORKSPACES,
      (effects?.workspaces ?? []).map((row) => ({ ...row, at: finish.at })),
    ),
  ];
}

const FINISHED = overRows<readonly Finish[], Finish>(
  "alias-finish",
  (rows) => rows,
  {
    id: ["bigint", (row) => row.id],
    finished_at: ["bigint", (row) => row.at],
    reason: ["text", (row) => row.reason],
  },
  (rows) => `
    UPDATE alias_request a SET finished_at = k.finished_at, reason = k.reason,
      state = CASE WHEN k.reason IS NULL THEN 'executed' ELSE 'skipped' END
    FROM ${rows} AS k WHERE a.id = k.id`,
);

const PROFILES = overRows<readonly AliasProfile[], AliasProfile>(
  "alias-profile",
  (rows) => rows,
  {
    mpid: ["bigint", (row) => row.mpid],
    first_seen: ["bigint", (row) => row.firstSeen],
    last_seen: ["bigint", (row) => row.lastSeen],
    status: ["text", (row) => JSON.stringify(row.status)],
  },
  (rows) => `
    UPDATE profile p SET first_seen = k.first_seen, last_seen = k.last_seen, status = k.status
    FROM ${rows} AS k WHERE p.mpid = k.mpid`,
);

type AttributedWorkspace = AliasWorkspace & { readonly at: number };
const WORKSPACES = overRows<readonly AttributedWorkspace[], AttributedWorkspace>(
  "alias-workspace",
  (rows) => rows,
  {
    mpid: ["bigint", (row) => row.mpid],
    workspace_id: ["int", (row) => row.workspaceId],
    first_seen: ["bigint", (row) => row.firstSeen],
    last_seen: ["bigint", (row) => row.at],
    attribution: ["text", (row) => JSON.stringify(row.attribution)],
  },
  (rows) => `
    INSERT INTO profile_workspace (mpid, workspace_id, first_seen, last_seen, attribution) SELECT * FROM ${rows} AS k
    ON CONFLICT (mpid, workspace_id) DO UPDATE SET attribution = excluded.attribution`,
);

/** The row of the stream for a request or its execution. */
export type StreamRow = Pick<BatchRow, "id" | "workspaceId" | "inputId" | "receivedAt" | "requestId" | "body"> & {
  readonly environment: string | null;
  readonly das: string | null;
  readonly decision: Decision;
};

/** A set of writes that holds the row; it belongs to nobody's timeline, so it has no MPID. */
export function streamSet({ decision, ...row }: StreamRow): WriteSet {
  const set = emptyWriteSet();
  set.batchCounts.set(row.workspaceId, 1);
  set.batches.push({
    ...row,
    kind: "alias",
    place: 1,
    mpid: null,
    deviceId: row.das,
    outcome: decision.outcome,
    eventCount: 0,
    warningCount: decision.warnings.length,
    refused: false,
    requestIndex: 0,
    decision: JSON.stringify(decision),
  });
  return set;
}
