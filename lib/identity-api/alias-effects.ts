import type { Attribution } from "../ingest/state";
import type { ProfileChanges } from "../ingest/write-set";
import type { Mpid } from "../int64";
import type { StatusFact } from "../profile/view-types";

/** What aliasing must know of a profile. Times are epoch ms. */
export type AliasProfile = {
  readonly mpid: Mpid;
  readonly scopeId: number;
  readonly environment: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly status: readonly StatusFact[];
};

/** What a workspace knows of one of the two profiles, as far as an alias touches it. */
export type AliasWorkspace = {
  readonly mpid: Mpid;
  readonly workspaceId: number;
  readonly firstSeen: number;
  readonly attribution: readonly Attribution[];
};

export type AliasEffects = {
  /** Both profiles in their next state. */
  readonly profiles: readonly AliasProfile[];
  /** The destination's, where attribution came. */
  readonly workspaces: readonly AliasWorkspace[];
  readonly changes: readonly { readonly mpid: Mpid; readonly changes: ProfileChanges }[];
};

/**
 * What an executed alias writes: the destination is seen first when the source was and stored last now, and it has the
 * source's install attribution; both get a status message. Identities, devices, attributes and consent stay where they
 * are, and the events too: the ledger's entry unites them. Pure. https://docs.mparticle.com/guides/idsync/aliasing
 */
export function aliasEffects(
  source: AliasProfile,
  destination: AliasProfile,
  workspaces: readonly AliasWorkspace[],
  at: number,
): AliasEffects {
  const nextSource = withStatus(source, { code: "aliased_to", mpid: destination.mpid, at });
  const nextDestination = {
    ...withStatus(destination, { code: "merged_from", mpid: source.mpid, at }),
    firstSeen: source.firstSeen,
    lastSeen: Math.max(destination.lastSeen, at),
  };
  const attributed = attributedWorkspaces(source.mpid, destination.mpid, workspaces);
  return {
    profiles: [nextSource, nextDestination],
    workspaces: attributed.map(({ after }) => after),
    changes: [
      { mpid: source.mpid, changes: { fields: { status: [source.status, nextSource.status] } } },
      {
        mpid: destination.mpid,
        changes: {
          fields: {
            status: [destination.status, nextDestination.status],
            ...(source.firstSeen === destination.firstSeen
              ? {}
              : { first_seen: [destination.firstSeen, source.firstSeen] }),
            ...(attributed.length > 0 ? { attribution: beforeAfter(attributed) } : {}),
          },
        },
      },
    ],
  };
}

function withStatus(profile: AliasProfile, message: StatusFact): AliasProfile {
  return { ...profile, status: [...profile.status, message] };
}

type Attributed = { readonly before: readonly Attribution[]; readonly after: AliasWorkspace };

/** A workspace that has not seen the destination learns of it: the source was seen there. */
function attributedWorkspaces(source: Mpid, destination: Mpid, workspaces: readonly AliasWorkspace[]): Attributed[] {
  const own = new Map(workspaces.flatMap((one) => (one.mpid === destination ? [[one.workspaceId, one]] : [])));
  return workspaces.flatMap((theirs) => {
    if (theirs.mpid !== source) return [];
    const before = own.get(theirs.workspaceId)?.attribution ?? [];
    const known = new Set(before.map((one) => JSON.stringify(one)));
    const copied = theirs.attribution.filter((one) => !known.has(JSON.stringify(one)));
    if (copied.length === 0) return [];
    const place = own.get(theirs.workspaceId) ?? { ...theirs, mpid: destination };
    return [{ before, after: { ...place, attribution: [...before, ...copied] } }];
  });
}

function beforeAfter(attributed: readonly Attributed[]): [unknown, unknown] {
  return [
    Object.fromEntries(attributed.map(({ before, after }) => [after.workspaceId, before])),
    Object.fromEntries(attributed.map(({ after }) => [after.workspaceId, after.attribution])),
  ];
}
