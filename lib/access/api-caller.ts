import { query } from "../db";
import { CodedError } from "../errors";
import type { Actor } from "./actor";

/** What an API credential may be for. `profile` only reads; https://docs.mparticle.com/developers/apis/profile-api */
export type ApiProduct = "profile" | "account_attributes";

/** A program that showed a token: its credential as it is now. */
export type ApiCaller = {
  readonly credentialId: number;
  readonly name: string;
  readonly orgId: number;
  readonly accountId: number;
  /** Products; one that this version does not know gives nothing. */
  readonly apis: readonly string[];
  /** Workspaces that it may ask for; empty: none. */
  readonly workspaceIds: readonly number[];
};

/** First line of every verb that programs call. Throws `forbidden` naming the product. */
export function requireApi(caller: ApiCaller, product: ApiProduct): void {
  if (!caller.apis.includes(product)) {
    throw new CodedError("forbidden", `The API credential lacks the product ${product}.`, { product });
  }
}

export type CallerPlace = { readonly orgId: number; readonly accountId: number; readonly workspaceId: number };

/**
 * The identity scope of a workspace that an address names. Throws `not_found` for what is not of the credential's
 * account, and `forbidden` for a workspace of the account that the credential was not given.
 */
export async function requireCallerWorkspace(caller: ApiCaller, place: CallerPlace): Promise<{ scopeId: number }> {
  const own = place.orgId === caller.orgId && place.accountId === caller.accountId;
  const [row] = own
    ? await query<{ scope_id: number }>(
        "SELECT identity_scope_id AS scope_id FROM workspace WHERE id = $1 AND account_id = $2",
        [place.workspaceId, caller.accountId],
        "caller-workspace",
      )
    : [];
  if (!row) throw new CodedError("not_found", "There is no such workspace.");
  if (!caller.workspaceIds.includes(place.workspaceId)) {
    throw new CodedError("forbidden", "The API credential does not include this workspace.");
  }
  return { scopeId: row.scope_id };
}

export function callerActor({ accountId, credentialId, name }: ApiCaller): Actor {
  return { accountId, name: `API credential ${name}`, memberId: null, credentialId };
}
