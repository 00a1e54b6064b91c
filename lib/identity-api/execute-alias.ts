import { query } from "../db";
import { type Decision, decisionSchema } from "../explain/decision";
import { transact, type Writer } from "../ingest";
import { encodeArray } from "../ingest/columns";
import { rowsOf } from "../ingest/flight";
import { COMMIT, ROLLBACK, write } from "../ingest/ingest";
import type { Int64, Mpid } from "../int64";
import { publish } from "../live/publish";
import { type AliasEffects, aliasEffects } from "./alias-effects";
import { aliasState, aliasStatements, beginWith, workspaceStatement, workspacesFrom } from "./alias-load";
import { finishWrites, streamSet } from "./alias-write";
import { type AliasState, decideAliasExecution, type StoredAlias } from "./decide-alias";

/** `nothing`: it was executed before, or it is not scheduled (any more). */
export type Execution = "executed" | "skipped" | "nothing";

type Request = {
  id: Int64;
  workspace_id: number;
  input_id: number;
  environment: string;
  das: string | null;
  body: string | null;
  request_id: Int64;
  decision: string;
};

/**
 * Executes a scheduled alias, or finds that it may not be: effects, ledger and the row of the stream in one transaction
 * under both people's locks. Once more does nothing. `at`: the alias time, epoch ms. Throws what `transact` throws.
 */
export async function executeAlias(id: Int64, at: number): Promise<Execution> {
  const [entry] = await query<{ source_mpid: Mpid; destination_mpid: Mpid }>(
    "SELECT source_mpid, destination_mpid FROM alias_request WHERE id = $1 AND state = 'scheduled'",
    [id],
    "alias-scheduled",
  );
  if (!entry) return "nothing";
  const { sequences, execution } = await transact((writer) =>
    execute(writer, id, [entry.source_mpid, entry.destination_mpid], at),
  );
  publish(sequences);
  return execution;
}

type Executed = { readonly execution: Execution; readonly sequences: ReadonlyMap<number, Int64> };

async function execute(writer: Writer, id: Int64, mpids: readonly Mpid[], at: number): Promise<Executed> {
  await beginWith(writer, mpids);
  const [requests, workspaces, ...loaded] = await writer.fly([
    { name: "alias-request", text: REQUEST_SQL, values: [encodeArray("bigint", [id])] },
    workspaceStatement(mpids),
    ...aliasStatements(mpids),
  ]);
  const state = aliasState(loaded);
  const [request] = rowsOf<Request>(requests);
  const alias = state.aliases.find((one) => one.id === id && !one.executed);
  if (!request || !alias) {
    await writer.fly([ROLLBACK]);
    return { execution: "nothing", sequences: new Map() };
  }
  const requested: Decision = decisionSchema.parse(JSON.parse(request.decision));
  const { decision, reason } = decideAliasExecution(alias, state, requested);
  const effects = reason ? null : effectsOf(alias, state, workspacesFrom(workspaces), at);
  const batchId = writer.ids(at);
  const workspaceId = request.workspace_id;
  const set = streamSet({
    id: batchId,
    workspaceId,
    inputId: request.input_id,
    environment: request.environment,
    das: request.das,
    body: request.body,
    requestId: request.request_id,
    receivedAt: at,
    decision,
  });
  for (const { mpid, changes } of effects?.changes ?? []) {
    set.changes.push({ mpid, batchId, workspaceId, receivedAt: at, changes });
  }
  const sequences = await write(writer, set, COMMIT, finishWrites({ id, at, reason }, effects));
  return { execution: reason ? "skipped" : "executed", sequences };
}

/** The row of the stream that the request left: what the row of its execution repeats. */
const REQUEST_SQL = `
  SELECT id, workspace_id, input_id, environment::text AS environment, das, body, request_id, decision
  FROM batch WHERE id = ANY($1::bigint[])`;

function effectsOf(
  { source, destination }: StoredAlias,
  { profiles }: AliasState,
  workspaces: ReturnType<typeof workspacesFrom>,
  at: number,
): AliasEffects | null {
  const [from, to] = [profiles.get(source), profiles.get(destination)];
  return from && to ? aliasEffects(from, to, workspaces, at) : null;
}
