import { z } from "zod";
import { memberActor } from "../../access/actor";
import type { Context } from "../../access/context";
import { requirePermission, requireWorkspace } from "../../access/require-permission";
import { CodedError } from "../../errors";
import { toMpid } from "../../int64";
import { parseInput } from "../../parse-input";
import { changeAccountValues } from "./change-values";
import { readValueChanges } from "./read-values";

export const setAccountValueSchema = z.object({
  /** Any workspace of the account in whose identity scope the person is. */
  workspaceId: z.number().int(),
  mpid: z.string(),
  key: z.string().min(1).max(256),
  /** Null: a tag. Absent: the value is removed. */
  value: z.union([z.string(), z.array(z.string()).readonly(), z.null()]).optional(),
});
export type SetAccountValueInput = z.input<typeof setAccountValueSchema>;

/**
 * Sets or removes one account-level value of a person. Throws `not_found` for a person of somebody else,
 * `invalid_input` for a key that is not declared and for a value over the limits of user attributes.
 */
export async function setAccountValue(ctx: Context, input: SetAccountValueInput): Promise<void> {
  requirePermission(ctx, "identity_settings.edit");
  const { workspaceId, key, value, ...rest } = parseInput(setAccountValueSchema, input);
  const { identityScopeId: scopeId } = requireWorkspace(ctx, workspaceId);
  const mpid = toMpid(rest.mpid);
  if (!mpid) throw new CodedError("not_found", "There is no such person.");
  const changes = value === undefined ? readValueChanges({}, [key]) : readValueChanges({ [key]: value }, []);
  await changeAccountValues(memberActor(ctx), { mpid, scopeId }, changes);
}
