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
  /** Whose events are the person's too. */
  readonly aliases: readonly AliasedEvents[];
};

/** The events of another profile that an executed alias made the person's too: event times in epoch ms, inclusive. */
export type AliasedEvents = { readonly mpid: Mpid; readonly start: number; readonly end: number };

/**
 * The person, if of the workspace's identity scope; noted as looked at. Throws `not_found`: a foreign person answers
 * like a missing one.
 */
export async function requirePerson(ctx: Context, input: { workspaceId: number; mpid: string }): Promise<FoundPerson> {
  const { workspace, siblings } = siblingsOf(ctx, input.workspaceId);
  const mpid = toMpid(input.mpid);
  const [row] = mpid
    ? await query<{ environment: PersonEnvironment; aliases: [mpid: Mpid, start: number, end: number][] | null }>(
        `SELECT p.environment::text AS environment,
                (SELECT json_agg(json_build_array(a.source_mpid::text, a.start_at, a.end_at)) FROM alias_request a
                 WHERE a.destination_mpid = p.mpid AND a.state = 'executed') AS aliases
         FROM profile p WHERE p.mpid = $1 AND p.scope_id = $2`,
        [mpid, workspace.identityScopeId],
        "person-exists",
      )
    : [];
  if (!mpid || !row) throw new CodedError("not_found", "There is no such person.");
  recordProfileView(ctx, workspace.id, mpid);
  const aliases = (row.aliases ?? []).map(([source, start, end]) => ({ mpid: source, start, end }));
  return { mpid, environment: row.environment, siblings, aliases };
}
