import { z } from "zod";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { CodedError } from "../errors";
import { identityProblemSentence } from "../explain/identity-problems";
import { checkIdentitySettings } from "../identity/settings";
import type { Int64 } from "../int64";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { type IdentityChangeFacts, identityChangeFacts } from "../settings/identity-change-facts";
import { identitySettingsSchema, plainSettings } from "../settings/identity-settings";
import { ownScope } from "../settings/own-scope";
import { compareResolutions, type Destination, type ResolutionComparison } from "./compare-resolutions";
import { loadPastRequests, type PastRequest, type ResolvedKind } from "./past-requests";

/** Differences that are told one by one, the newest. */
const LISTED = 100;

export const previewIdentitySettingsSchema = z.object({
  scopeId: z.number().int(),
  settings: identitySettingsSchema,
});
export type PreviewIdentitySettingsInput = z.input<typeof previewIdentitySettingsSchema>;

/** One request that would have led elsewhere. Of its identities the types only: no personal value. */
export type PreviewedRequest = {
  readonly batchId: Int64;
  /** Epoch ms of receipt. */
  readonly receivedAt: number;
  readonly kind: ResolvedKind;
  readonly environment: string;
  readonly workspaceId: number;
  readonly inputName: string;
  readonly types: readonly string[];
  readonly before: Destination;
  readonly after: Destination;
};

export type IdentitySettingsPreview = {
  readonly requests: number;
  /** Epoch ms of receipt of the oldest and newest request; null without any. */
  readonly from: number | null;
  readonly to: number | null;
  readonly totals: ResolutionComparison<unknown>["totals"];
  /** The newest; the totals tell how many there are. */
  readonly differences: readonly PreviewedRequest[];
  readonly facts: IdentityChangeFacts;
};

/**
 * What other identity settings would do: the last 1,000 requests of the account's workspaces in the scope, resolved
 * again under the present and the new settings over the profiles as they are now. Writes nothing.
 * Throws `not_found`, and `invalid_input` for settings that make no sense.
 */
export async function previewIdentitySettings(
  ctx: Context,
  input: PreviewIdentitySettingsInput,
): Promise<IdentitySettingsPreview> {
  requirePermission(ctx, "identity_settings.edit");
  const { scopeId, settings } = parseInput(previewIdentitySettingsSchema, input);
  const before = plainSettings(await ownScope(prisma(), ctx, scopeId));
  const after = plainSettings(settings);
  const [problem] = checkIdentitySettings(after);
  if (problem) throw new CodedError("invalid_input", identityProblemSentence(problem), { field: problem.field });
  const lookUpTypes = [...new Set([...before.priority, ...after.priority])];
  const [{ requests, state }, facts] = await Promise.all([
    loadPastRequests(
      scopeId,
      ctx.workspaces.filter(({ identityScopeId }) => identityScopeId === scopeId).map(({ id }) => id),
      lookUpTypes,
    ),
    identityChangeFacts(scopeId, before, after),
  ]);
  const { totals, differences } = compareResolutions(requests, state, before, after);
  return {
    requests: requests.length,
    from: requests.at(-1)?.receivedAt ?? null,
    to: requests[0]?.receivedAt ?? null,
    totals,
    differences: differences.slice(0, LISTED).map((one) => ({
      ...previewed(one.request),
      before: one.before,
      after: one.after,
    })),
    facts,
  };
}

function previewed({ batchId, kind, receivedAt, planned }: PastRequest) {
  const { environment, lookUps, rules } = planned;
  const { workspaceId, inputName } = rules;
  const types = lookUps.map(({ type }) => type);
  return { batchId, kind, receivedAt, environment, workspaceId, inputName, types };
}
