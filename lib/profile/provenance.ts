import { z } from "zod";
import type { Context } from "../access/context";
import { masksFor } from "../access/masking";
import { requirePermission } from "../access/require-permission";
import { CodedError } from "../errors";
import type { Decision } from "../explain/decision";
import { kindOf } from "../inputs/kinds";
import { type Int64, toMpid } from "../int64";
import { parseInput } from "../parse-input";
import { readInputs, readProfile } from "./person-rows";
import { accountEntries, changeEntries, type Field, markPresent, maskEntry, refusals } from "./provenance-entries";
import { readAccountChanges, readChanges, readPresentAttribute, readRefusals } from "./provenance-rows";
import { siblingsOf } from "./scope";
import type { InputRef, Provenance, ProvenanceEntry } from "./view-types";

export const provenanceSchema = z.object({
  workspaceId: z.number().int(),
  mpid: z.string(),
  kind: z.enum(["attribute", "identity", "consent", "field"]),
  /** Attribute key, identity type, `gdpr.<purpose>` or `ccpa.data_sale_opt_out`, or a field such as `ip`. */
  key: z.string().min(1).max(300),
});
export type ProvenanceInput = z.input<typeof provenanceSchema>;

const MAX_ENTRIES = 50;

/**
 * Where a value comes from: the batch that set it, the values before it, and the ones that lost and why. Reads the
 * person's latest changes and batches, bounded. Throws `forbidden`, `not_found`.
 */
export async function provenanceOf(ctx: Context, input: ProvenanceInput): Promise<Provenance> {
  requirePermission(ctx, "user_activity.view");
  const { workspaceId, kind, key, ...rest } = parseInput(provenanceSchema, input);
  const { workspace, siblings } = siblingsOf(ctx, workspaceId);
  const mpid = toMpid(rest.mpid);
  if (!mpid) throw new CodedError("not_found", "There is no such person.");
  const field: Field = { kind, key };
  const places = kind === "attribute" || kind === "consent" ? [workspace.id] : siblings;
  const [profile, changes, refused, present, ofAccount, inputs] = await Promise.all([
    readProfile(mpid, workspace.identityScopeId),
    readChanges(mpid, places, field),
    readRefusals(mpid, places, field),
    kind === "attribute" ? readPresentAttribute(mpid, workspace.id, key) : null,
    kind === "attribute" ? readAccountChanges(mpid, ctx.accountId, key) : [],
    readInputs(siblings),
  ]);
  if (!profile) throw new CodedError("not_found", "There is no such person.");
  const masks = masksFor(ctx, profile.environment);
  const entries = [
    ...changes.flatMap((row) =>
      changeEntries(row.changes, field).map((entry) => ({ ...entry, ...source(row, inputs) })),
    ),
    ...refused.flatMap((row) => {
      const decision: Decision = JSON.parse(row.decision);
      return refusals(decision, field).map((entry) => ({ ...entry, ...source(row, inputs) }));
    }),
  ];
  // The row itself knows where its value comes from, also when the change lies too far back.
  const known = present && entries.some(({ batchId, result }) => batchId === present.batch_id && result === "set");
  const all: ProvenanceEntry[] =
    present && !known
      ? [
          ...entries,
          { ...source(present, inputs), tier: present.tier, result: "set", value: JSON.parse(present.value) },
        ]
      : entries;
  const sorted = markPresent([...all, ...accountEntries(ofAccount)].sort(newestFirst));
  // However much lost to the present value since, it is told.
  const kept = sorted.filter((entry, index) => index < MAX_ENTRIES || entry.present);
  return {
    entries: kept.map((entry) => maskEntry(entry, field, masks)),
    more: sorted.length > kept.length,
  };
}

type Row = { batch_id: Int64; received_at: number; input_id: number | null };

function source(
  row: Row,
  inputs: ReadonlyMap<number, InputRef>,
): Pick<ProvenanceEntry, "batchId" | "at" | "input" | "tier"> {
  const input = (row.input_id !== null && inputs.get(row.input_id)) || null;
  return { batchId: row.batch_id, at: row.received_at, input, tier: input ? kindOf(input.kind).tier : null };
}

/** Within a moment: what is no batch came to stand over the batches, and of two batches the later id is the later. */
function newestFirst(a: ProvenanceEntry, b: ProvenanceEntry): number {
  if (a.at !== b.at) return b.at - a.at;
  if (a.batchId === null || b.batchId === null) return Number(b.batchId === null) - Number(a.batchId === null);
  const difference = BigInt(b.batchId) - BigInt(a.batchId);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
