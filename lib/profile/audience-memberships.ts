import { randomUUID } from "node:crypto";
import { query } from "../db";
import type { Rules } from "../inputs/rules";
import type { Mpid } from "../int64";

/** The documented answer to a browser SDK that asks for a person's audiences. */
export type AudienceMemberships = {
  /** "Current audience memberships". */
  readonly dt: "cam";
  /** Epoch ms. */
  readonly ct: number;
  readonly id: string;
  readonly audience_memberships: readonly { readonly audience_id: number }[];
};

/**
 * The audiences of a person of an input's identity scope: none, since the workspace has no audiences. Null when there
 * is no such person. https://docs.mparticle.com/developers/sdk/web/audiences
 */
export async function audienceMemberships(
  { scopeId }: Rules,
  mpid: Mpid,
  now: number,
): Promise<AudienceMemberships | null> {
  const [person] = await query(
    "SELECT FROM profile WHERE mpid = $1 AND scope_id = $2",
    [mpid, scopeId],
    "audience-person",
  );
  return person ? { dt: "cam", ct: now, id: randomUUID(), audience_memberships: [] } : null;
}
