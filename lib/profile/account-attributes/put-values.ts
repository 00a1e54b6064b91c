import { z } from "zod";
import {
  type ApiCaller,
  type CallerPlace,
  callerActor,
  requireApi,
  requireCallerWorkspace,
} from "../../access/api-caller";
import { CodedError } from "../../errors";
import { type Mpid, toMpid } from "../../int64";
import { parseInput } from "../../parse-input";
import { type AccountValues, changeAccountValues } from "./change-values";
import { readValueChanges } from "./read-values";

const bodySchema = z
  .object({
    account_user_attributes: z.record(z.string(), z.unknown()).optional(),
    deleted_account_user_attributes: z.array(z.unknown()).optional(),
  })
  .refine((body) => body.account_user_attributes || body.deleted_account_user_attributes, {
    message: "it names neither account_user_attributes nor deleted_account_user_attributes",
  });

export type PutAccountValuesInput = CallerPlace & { readonly mpid: string; readonly body: unknown };

/**
 * Sets and removes account-level values of a person, all or none; ours, since the documented Profile API only reads
 * them. Deletions go before sets, as in a batch. Throws `forbidden`, `not_found` (also for a person of another
 * identity scope), `invalid_input` for an MPID that is none, a key that is not declared, a value over the limits of
 * user attributes.
 */
export async function putAccountValues(
  caller: ApiCaller,
  { mpid: text, body, ...place }: PutAccountValuesInput,
): Promise<{ readonly mpid: Mpid; readonly values: AccountValues }> {
  requireApi(caller, "account_attributes");
  const { scopeId } = await requireCallerWorkspace(caller, place);
  const mpid = toMpid(text);
  if (!mpid) throw new CodedError("invalid_input", "The MPID is no 64-bit integer.");
  const { account_user_attributes: sets = {}, deleted_account_user_attributes: deletes = [] } = parseInput(
    bodySchema,
    body,
  );
  const values = await changeAccountValues(callerActor(caller), { mpid, scopeId }, readValueChanges(sets, deletes));
  return { mpid, values };
}
