import { parseJson, readBatch } from "../batch";
import { query } from "../db";
import { findHolders } from "../identity/load";
import type { KeyedIdentity } from "../identity/lock";
import { RULES_SQL, type Rules, type RulesRow, rulesFrom } from "../inputs/rules";
import type { Int64, Mpid } from "../int64";
import type { PastRequest } from "./compare-resolutions";
import { PROFILE_COLUMNS, type ProfileRow, profileFrom } from "./load";
import { holderSets } from "./load-state";
import { type PlannedBatch, planBatch } from "./plan";
import type { HolderSet, ProfileState, State } from "./state";

/** Requests that are run again, and rows that are looked at for them in each workspace. */
const REQUESTS = 1_000;
const ROWS = 4_000;
/** What may be read for it: text of requests in bytes, and profiles. */
const TEXT_BYTES = 16 * 1024 * 1024;
const PROFILES = 20_000;

export type StoredRequest = PastRequest<KeyedIdentity> & {
  readonly batchId: Int64;
  /** Epoch ms of receipt. */
  readonly receivedAt: number;
  readonly environment: string;
  readonly workspaceId: number;
  readonly inputId: number;
  readonly inputName: string;
};

export type PastRequests = {
  /** Newest first. */
  readonly requests: readonly StoredRequest[];
  /** The profiles that they can find, and by which values, as they are now. */
  readonly state: Pick<State, "profiles" | "holders">;
};

/**
 * The last requests of workspaces that share a scope, whose identities were resolved, and everything that their
 * resolution can find now. Duplicates and rejected ones resolved nothing and have no body. A fixed number of statements, each bounded.
 * `lookUpTypes`: types that may look a profile up under any settings that are compared.
 */
export async function loadPastRequests(
  scopeId: number,
  workspaceIds: readonly number[],
  lookUpTypes: readonly string[],
): Promise<PastRequests> {
  const [rows, rules] = await Promise.all([loadRows(workspaceIds), loadRules(workspaceIds, lookUpTypes)]);
  const planned = rows.flatMap((row) => plan(row, rules) ?? []);
  const holders = await loadHolders(scopeId, planned);
  const { within, mpids } = withinProfiles(planned, holders);
  const profiles = await loadProfiles(scopeId, mpids);
  return { requests: within.map((one) => storedRequest(one, profiles)), state: { profiles, holders } };
}

type Row = { id: Int64; workspace_id: number; input_id: number; received_at: number; body: string };
type Planned = { readonly row: Row; readonly batch: PlannedBatch };

async function loadRows(workspaceIds: readonly number[]): Promise<Row[]> {
  return await query<Row>(
    `SELECT id, workspace_id, input_id, received_at, body
     FROM (
       SELECT b.*, sum(octet_length(b.body)) OVER (ORDER BY b.id DESC) AS bytes
       FROM unnest($1::int[]) AS w (id) CROSS JOIN LATERAL (
         SELECT id, workspace_id, input_id, received_at::float8 AS received_at, body
         FROM batch WHERE workspace_id = w.id ORDER BY seq DESC LIMIT ${ROWS}
       ) AS b
       WHERE b.body IS NOT NULL
       ORDER BY b.id DESC LIMIT ${REQUESTS}
     ) AS newest
     WHERE bytes <= ${TEXT_BYTES} ORDER BY id DESC`,
    [workspaceIds],
  );
}

/** Of every input, with all types that may look somebody up. */
async function loadRules(workspaceIds: readonly number[], priority: readonly string[]): Promise<Map<number, Rules>> {
  const rows = await query<RulesRow>(`SELECT ${RULES_SQL} WHERE i.workspace_id = ANY($1::int[])`, [workspaceIds]);
  return new Map(
    rows.map((row) => {
      const rules = rulesFrom(row);
      return [row.id, { ...rules, identity: { ...rules.identity, priority } }];
    }),
  );
}

function plan(row: Row, rules: ReadonlyMap<number, Rules>): Planned | null {
  const own = rules.get(row.input_id);
  const read = readBatch(parseJson(row.body), { receivedAt: row.received_at });
  if (!own || !read.ok) return null;
  return { row, batch: planBatch({ batch: read.batch, warnings: [] }, read.batch, own) };
}

async function loadHolders(scopeId: number, planned: readonly Planned[]): Promise<Map<string, HolderSet>> {
  const asked = new Map(
    planned.flatMap(({ batch: { environment, lookUps } }) =>
      lookUps.map(({ type, value, key }) => [key, { environment, type, value }] as const),
    ),
  );
  const values = [...asked.values()];
  const rows = await query<{ ord: number; mpid: Mpid }>(
    findHolders(`(
      SELECT unnest($1::int[]) AS ord, $2::int AS scope_id, unnest($3::text[]) AS environment,
             unnest($4::text[]) AS type, unnest($5::text[]) AS value)`),
    [
      values.map((_, index) => index + 1),
      scopeId,
      values.map(({ environment }) => environment),
      values.map(({ type }) => type),
      values.map(({ value }) => value),
    ],
  );
  return holderSets(
    [...asked.keys()],
    rows.map(({ ord, mpid }) => ({ place: ord, id: mpid })),
  );
}

/** The newest requests whose people are not too many to read. */
function withinProfiles(planned: readonly Planned[], holders: ReadonlyMap<string, HolderSet>) {
  const mpids = new Set<Mpid>();
  const within: Planned[] = [];
  for (const one of planned) {
    const { batch } = one.batch;
    if (batch.mpid !== undefined) mpids.add(batch.mpid);
    for (const { key } of one.batch.lookUps) for (const mpid of holders.get(key)?.mpids ?? []) mpids.add(mpid);
    if (mpids.size > PROFILES) break;
    within.push(one);
  }
  return { within, mpids: [...mpids] };
}

async function loadProfiles(scopeId: number, mpids: readonly Mpid[]): Promise<Map<Mpid, ProfileState>> {
  const rows = await query<ProfileRow>(
    `SELECT ${PROFILE_COLUMNS} FROM profile p WHERE p.mpid = ANY($1::bigint[]) AND p.scope_id = $2`,
    [mpids, scopeId],
  );
  return new Map(rows.map((row) => [row.mpid, profileFrom(row)]));
}

function storedRequest({ row, batch }: Planned, profiles: ReadonlyMap<Mpid, ProfileState>): StoredRequest {
  const { mpid } = batch.batch;
  const profile = mpid === undefined ? undefined : profiles.get(mpid);
  const named = profile?.environment === batch.environment ? profile : undefined;
  return {
    endpoint: "batch",
    identities: batch.lookUps,
    ...(named ? { named } : {}),
    unknownMpid: mpid !== undefined && !named,
    protectionLevel: batch.rules.protectionLevel,
    batchId: row.id,
    receivedAt: row.received_at,
    environment: batch.environment,
    workspaceId: row.workspace_id,
    inputId: row.input_id,
    inputName: batch.rules.inputName,
  };
}
