import type { ModifyRequest } from "../batch";
import type { Decision, Remark } from "../explain/decision";
import { identityKey } from "../identity/lock";
import { decideModify } from "../identity/modify";
import { type Decided, inputFacts, profileNamed } from "./decide";
import { changesOf, nextWorkspace, otherHolders, takenFrom, writtenIdentities } from "./decide-writes";
import type { PlannedBatch } from "./plan";
import { type ProfileState, type State, workspaceKey } from "./state";

/**
 * What a modify request does: it changes the profile that it names and never creates one. An MPID that nobody of the
 * scope and environment has, or an immutable value that would change, refuses the whole request (ours).
 * https://docs.mparticle.com/developers/apis/idsync/http
 */
export function decideModification(
  planned: PlannedBatch,
  request: ModifyRequest,
  state: State,
  receivedAt: number,
): Decided {
  const { rules, item, environment } = planned;
  const before = profileNamed(request.mpid, planned, state);
  const base = {
    version: 1 as const,
    warnings: [...item.warnings],
    input: inputFacts(rules),
    endpoint: "modify" as const,
    identity: { strategy: rules.identity.strategy, by: "mpid" as const, steps: [], found: before?.mpid ?? null },
  };
  if (!before) {
    const identity = { ...base.identity, by: "none" as const, unknownMpid: true };
    return refused({ ...base, identity }, null, [{ code: "modify_unknown_mpid" }]);
  }
  const write = decideModify(
    before.identities,
    request.changes,
    rules.identity,
    ({ type, value }) => {
      const key = identityKey({ scopeId: rules.scopeId, environment, type, value });
      return otherHolders({ type, value, key }, before, state);
    },
    receivedAt,
  );
  const identity: Decision["identity"] = { ...base.identity, ...writtenIdentities(write) };
  if (write.refused.length > 0) {
    const reasons = write.refused.map((type) => ({ code: "modify_immutable", params: { type } }));
    return refused({ ...base, identity }, before, reasons);
  }
  const { mpid } = before;
  const profile = { ...before, lastSeen: Math.max(before.lastSeen, receivedAt), identities: write.record };
  const stored = state.workspaces.get(workspaceKey(mpid, rules.workspaceId));
  return {
    decision: { ...base, outcome: "updated", reasons: [], identity },
    mpid,
    effects: {
      profile,
      workspace: nextWorkspace(stored, planned, mpid, stored?.consent ?? {}, receivedAt),
      device: null,
      setAttributes: [],
      deletedAttributes: [],
      addedIdentities: write.added,
      removedIdentities: write.removed,
      takenFrom: takenFrom(write, state),
    },
    changes: changesOf([], write, [], {}),
  };
}

/** Nothing changes; a known profile's history still shows what was refused. */
function refused(
  base: Omit<Decision, "outcome" | "reasons">,
  profile: ProfileState | null,
  reasons: Remark[],
): Decided {
  return {
    decision: { ...base, outcome: "rejected", reasons },
    mpid: profile?.mpid ?? null,
    effects: null,
    changes: null,
  };
}
