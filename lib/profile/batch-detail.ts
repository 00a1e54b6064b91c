import type { Context } from "../access/context";
import { maskBatch, maskDecision, masksFor } from "../access/masking";
import { requirePermission } from "../access/require-permission";
import { parseBody } from "../batch/body";
import { parseJson, stringifyJson } from "../batch/json";
import { type Channel, outboundBatch } from "../batch/outbound";
import { query } from "../db";
import { CodedError } from "../errors";
import type { Decision } from "../explain/decision";
import { kindOf } from "../inputs/kinds";
import { type Int64, type Mpid, toInt64 } from "../int64";
import { recordProfileView } from "../settings/record-profile-view";
import { BATCH_COLUMNS, type BatchRow, batchSummary } from "./batch-summary";
import type { BatchDetail, PersonEnvironment } from "./view-types";

type Row = BatchRow & {
  mpid: Mpid | null;
  environment: PersonEnvironment | null;
  seq: Int64;
  partner: string | null;
  body: string | null;
  decision: string;
  raw_kept: boolean;
};

/**
 * One stored batch: its outbound form and its Decision as JSON text with exact 64-bit integers, masked for the
 * reader. Throws `forbidden`; `not_found` also for a batch of a workspace that is not the reader's.
 */
export async function batchDetail(ctx: Context, input: { batchId: string }): Promise<BatchDetail> {
  requirePermission(ctx, "user_activity.view");
  const batchId = toInt64(input.batchId);
  const [row] = batchId
    ? await query<Row>(
        `SELECT ${BATCH_COLUMNS}, n.partner, b.mpid, b.environment::text AS environment, b.seq, b.body, b.decision,
                EXISTS (SELECT FROM raw_request r WHERE r.id = b.request_id) AS raw_kept
         FROM batch b JOIN input n ON n.id = b.input_id WHERE b.id = $1`,
        [batchId],
        "batch-detail",
      )
    : [];
  if (!row || !ctx.workspaces.some((workspace) => workspace.id === row.workspace_id)) {
    throw new CodedError("not_found", "There is no such batch.");
  }
  if (row.mpid !== null) recordProfileView(ctx, row.workspace_id, row.mpid);
  const { masked } = masksFor(ctx, row.environment);
  const decision: Decision = JSON.parse(row.decision);
  return {
    ...batchSummary(row),
    mpid: row.mpid,
    environment: row.environment,
    seq: row.seq,
    reasons: decision.reasons,
    warnings: decision.warnings,
    decision: stringifyJson(masked ? maskDecision(decision) : decision),
    outbound: row.body === null ? null : stringifyJson(shownBody(row, row.body, decision, masked)),
    masked,
    rawKept: row.raw_kept,
  };
}

/** A request to the identity API has no outbound form: it goes nowhere. */
function shownBody(row: Row, body: string, decision: Decision, masked: boolean): unknown {
  const shown = row.kind === "batch" ? outboundOf(row, body, decision) : parseJson(body);
  return masked ? maskBatch(shown) : shown;
}

function outboundOf(row: Row, body: string, { historical = false, consent }: Decision): unknown {
  return outboundBatch(parseBody(body), {
    batchId: row.id,
    receivedAt: row.received_at,
    mpid: row.mpid,
    channel: channelOf(row.input_kind),
    isHistorical: historical,
    ...(row.partner ? { partner: row.partner } : {}),
    ...(consent ? { consentChanges: consent } : {}),
  });
}

/** https://docs.mparticle.com/developers/server/json-reference (source_info.channel) */
function channelOf(kind: string): Channel {
  const { group } = kindOf(kind);
  if (kind === "partner_feed") return "partner";
  if (group === "feed") return "server_to_server";
  return kind === "web" ? "javascript" : "native";
}
