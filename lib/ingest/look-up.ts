import { batchOf, type IdentityRequest, type LookUpRequest, type ModifyRequest } from "../batch";
import { query } from "../db";
import type { Decision } from "../explain/decision";
import type { Rules } from "../inputs/rules";
import type { Mpid } from "../int64";
import { namedBy } from "./candidates";
import { encodeArray } from "./columns";
import { lookUpProfile } from "./decide";
import { lookUpAnswer } from "./decide-identity";
import { decideModification } from "./decide-modification";
import { LOAD_PLACES, type PersonRow } from "./load";
import { HOLDERS, holderSets, type LookRow, peopleOf } from "./load-state";
import { type PlannedBatch, planBatch } from "./plan";
import type { State } from "./state";
import { together } from "./statement";

export type LookedUp = { readonly mpid: Mpid | null; readonly answer: NonNullable<Decision["answer"]> };

/**
 * Whom a request of the identity API would find, by the rules that decide the real ones: reads without locks and
 * writes nothing. `mpid` null: nobody, so that any endpoint but search would create a profile.
 */
export async function lookUp(request: LookUpRequest, rules: Rules): Promise<LookedUp | "stale"> {
  const planned = planOf(request, rules);
  const state = await readState(planned);
  if (!state) return "stale";
  const { profile } = lookUpProfile(planned, state);
  return { mpid: profile?.mpid ?? null, answer: lookUpAnswer(planned.recorded, profile, profile, rules.identity) };
}

/** What a modify request would do at a time (epoch ms); reads without locks and writes nothing. */
export async function rehearseModify(request: ModifyRequest, rules: Rules, at: number): Promise<Decision | "stale"> {
  const planned = planOf(request, rules);
  const state = await readState(planned);
  return state ? decideModification(planned, request, state, at).decision : "stale";
}

function planOf(request: IdentityRequest, rules: Rules): PlannedBatch {
  const batch = batchOf(request);
  return planBatch({ batch, identity: request, warnings: [] }, batch, rules);
}

/** The holders of the identities, and whether the rules are in force. */
const LOOK_UP = together<PlannedBatch>("identity-look-up", [
  {
    ...HOLDERS,
    values: ({ recorded, rules, environment }) =>
      HOLDERS.values({ identities: recorded.map((one) => ({ ...one, scopeId: rules.scopeId, environment })) }),
  },
  {
    name: "found",
    text: `
      SELECT 'holder' AS what, ord AS place, mpid AS id FROM holders
      UNION ALL SELECT 'rules', id, rules_version FROM input WHERE id = ANY($1::int[]) AND enabled`,
    values: ({ rules }) => [encodeArray("int", [rules.inputId])],
  },
]);

/** Null: the input's rules changed since they were read. */
async function readState(planned: PlannedBatch): Promise<State | null> {
  const { workspaceId, rulesVersion } = planned.rules;
  const found = await query<LookRow>(LOOK_UP.text, LOOK_UP.values(planned), LOOK_UP.name);
  if (!found.some(({ what, id }) => what === "rules" && Number(id) === rulesVersion)) return null;
  const holders = holderSets(
    planned.recorded.map(({ key }) => key),
    found,
  );
  const candidates = new Set([...namedBy(planned), ...[...holders.values()].flatMap(({ mpids }) => [...mpids])]);
  const places = [...candidates].map((mpid) => ({ mpid, workspaceId, das: null }));
  const rows =
    places.length > 0 ? await query<PersonRow>(LOAD_PLACES.text, LOAD_PLACES.values(places), LOAD_PLACES.name) : [];
  return {
    ...peopleOf(rows),
    holders,
    attributes: new Map(),
    accountValues: new Map(),
    eventNames: new Set(),
    eventNameCounts: new Map(),
  };
}
