import { type AliasRequest, aliasRequestBody, LIMITS, parseJson, readAliasRequest } from "../batch";
import { env } from "../env";
import { isCodedError } from "../errors";
import type { Decision } from "../explain/decision";
import { remarkSentence } from "../explain/sentences";
import { type Incoming, transact, underCurrentRules, type Writer } from "../ingest";
import { encodeArray } from "../ingest/columns";
import { rowsOf } from "../ingest/flight";
import { COMMIT, ROLLBACK, write } from "../ingest/ingest";
import { deflateBody } from "../ingest/submit";
import { environmentOf, type Rules } from "../inputs/rules";
import type { Int64 } from "../int64";
import { publish } from "../live/publish";
import { aliasState, aliasStatements, beginWith } from "./alias-load";
import { type EntryRow, entryWrites, streamSet } from "./alias-write";
import { decideAliasRequest, type ReadAlias, refusedAtOnce } from "./decide-alias";

/** `accepted` says nothing of whether it will be executed. The message says why not. */
export type AliasAnswer =
  | { readonly status: "accepted" }
  | { readonly status: "bad_request" | "forbidden"; readonly message: string };

const HOUR_MS = 3_600_000;

/**
 * Takes an alias request of an authenticated input: its entry in the ledger, its job and its row of the stream are
 * stored in one transaction. A refused one has a row, too. Throws CodedError `overloaded` or `database_unavailable`;
 * then nothing is stored. https://docs.mparticle.com/guides/idsync/aliasing
 */
export async function alias(incoming: Incoming): Promise<AliasAnswer> {
  const read = readAlias(incoming);
  const deflated = await deflateBody(incoming.body);
  const stored = await underCurrentRules(incoming, (rules) =>
    transact((writer) => store(writer, incoming, deflated, read, rules)),
  );
  if (!stored) return { status: "forbidden", message: "The input is not active." };
  publish(stored.sequences);
  const { status, decision } = stored;
  return status === "accepted" ? { status } : { status, message: decision.reasons.map(remarkSentence).join(" ") };
}

function readAlias({ body, byteSize }: Incoming): ReadAlias {
  if (byteSize > LIMITS.requestBytes) {
    return { ok: false, rejection: { code: "request_too_large", params: { bytes: byteSize } } };
  }
  try {
    return readAliasRequest(parseJson(body));
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return { ok: false, rejection: { code: "invalid_json", params: { message: error.message } } };
  }
}

type Stored = {
  readonly status: AliasAnswer["status"];
  readonly decision: Decision;
  readonly sequences: ReadonlyMap<number, Int64>;
};

async function store(
  writer: Writer,
  incoming: Incoming,
  deflated: Uint8Array,
  read: ReadAlias,
  rules: Rules,
): Promise<Stored | "stale"> {
  const mpids = read.ok && !refusedAtOnce(read, rules) ? [read.request.source, read.request.destination] : [];
  await beginWith(writer, mpids);
  const [version, ...loaded] = await writer.fly([versionStatement(rules), ...aliasStatements(mpids)]);
  const [current] = rowsOf<{ rules_version: number }>(version);
  if (current?.rules_version !== rules.rulesVersion) {
    await writer.fly([ROLLBACK]);
    return "stale";
  }
  const { receivedAt } = incoming;
  const delayMs = env().ALIAS_DELAY_MS;
  const { decision, entry, status } = decideAliasRequest(read, rules, aliasState(loaded), { receivedAt, delayMs });
  const [id, requestId] = [writer.ids(receivedAt), writer.ids(receivedAt)];
  const request = read.ok ? read.request : null;
  const row = { id, workspaceId: rules.workspaceId, inputId: rules.inputId };
  const set = streamSet({
    ...row,
    receivedAt,
    requestId,
    environment: request ? environmentOf(request, rules) : null,
    das: request?.das ?? null,
    body: request ? aliasRequestBody(request) : null,
    decision,
  });
  set.rawRequests.push({ ...rawRequest(incoming), id: requestId, inputId: rules.inputId, body: deflated });
  const hour = Math.floor(receivedAt / HOUR_MS);
  set.inputHours.set(`${rules.inputId}/${hour}`, {
    ...hourOf(decision),
    inputId: rules.inputId,
    hour,
    lastBatchAt: receivedAt,
  });
  const entries =
    request && entry ? entryWrites(entryRow(row, rules, request, { ...entry, requestedAt: receivedAt })) : [];
  return { status, decision, sequences: await write(writer, set, COMMIT, entries) };
}

function versionStatement({ inputId }: Rules) {
  return {
    name: "alias-rules",
    text: "SELECT rules_version FROM input WHERE id = ANY($1::int[]) AND enabled",
    values: [encodeArray("int", [inputId])],
  };
}

function rawRequest({ path, receivedAt, byteSize }: Incoming) {
  return { path, receivedAt, byteSize };
}

/** It counts among what the input sent, as every request to the identity API does. */
function hourOf({ outcome }: Decision) {
  const none = { events: 0, billableEvents: 0, dropped: 0, notAssociated: 0, duplicate: 0, blocked: 0 };
  return { ...none, batches: 1, rejected: outcome === "rejected" ? 1 : 0 };
}

function entryRow(
  row: Pick<EntryRow, "id" | "workspaceId" | "inputId">,
  rules: Rules,
  request: AliasRequest,
  entry: Pick<EntryRow, "source" | "destination" | "start" | "end" | "dueAt" | "reason" | "requestedAt">,
): EntryRow {
  const { requestId, scope, das } = request;
  return {
    ...row,
    ...entry,
    scopeId: rules.scopeId,
    environment: environmentOf(request, rules),
    requestId,
    scope,
    das,
  };
}
