import type { Context } from "../access/context";
import { query } from "../db";
import { CodedError } from "../errors";
import { type Mpid, toMpid } from "../int64";
import { recordProfileView } from "../settings/record-profile-view";
import { siblingsOf } from "./scope";
import type { PersonEnvironment } from "./view-types";

export type FoundPerson = {
  readonly mpid: Mpid;
  readonly environment: PersonEnvironment;
  /** Workspaces of the reader that share the person's identity scope. */
  readonly siblings: readonly number[];
};

/**
 * The person, if of the workspace's identity scope; noted as looked at. Throws `not_found`: a foreign person answers
 * like a missing one.
 */
export async function requirePerson(ctx: Context, input: { workspaceId: number; mpid: string }): Promise<FoundPerson> {
  const { workspace, siblings } = siblingsOf(ctx, input.workspaceId);
  const mpid = toMpid(input.mpid);
  const [row] = mpid
    ? await query<{ environment: PersonEnvironment }>(
        "SELECT environment::text AS environment FROM profile WHERE mpid = $1 AND scope_id = $2",
        [mpid, workspace.identityScopeId],
        "person-exists",
      )
    : [];
  if (!mpid || !row) throw new CodedError("not_found", "There is no such person.");
  recordProfileView(ctx, workspace.id, mpid);
  return { mpid, environment: row.environment, siblings };
}
