import { batchOf, parseJson, readBatch, readLookUpRequest } from "../batch";
import { query } from "../db";
import type { BatchKind } from "../explain/batch-kinds";
import { RULES_SQL, type Rules, type RulesRow, rulesFrom } from "../inputs/rules";
import type { Int64, Mpid } from "../int64";
import { namedBy } from "./candidates";
import { PROFILE_COLUMNS, type ProfileRow, profileFrom } from "./load";
import { HOLDERS, holderSets } from "./load-state";
import { type PlannedBatch, planBatch } from "./plan";
import type { Item } from "./requests";
import type { HolderSet, State } from "./state";

/** Requests that are run again, and rows that are looked at for them in each workspace. */
const REQUESTS = 1_000;
const ROWS = 4_000;
/** What may be read for it: text of requests in bytes, and profiles. */
const TEXT_BYTES = 16 * 1024 * 1024;
const PROFILES = 20_000;

export const RESOLVED_KINDS = ["batch", "identify", "login", "logout"] as const satisfies readonly BatchKind[];
export type ResolvedKind = (typeof RESOLVED_KINDS)[number];

export type PastRequest = {
  readonly batchId: Int64;
  readonly kind: ResolvedKind;
  /** Epoch ms of receipt. */
  readonly receivedAt: number;
  readonly planned: PlannedBatch;
};

export type PastRequests = {
  /** Newest first. */
  readonly requests: readonly PastRequest[];
  /** The profiles that they can find, and by which values, as they are now. */
  readonly state: Pick<State, "profiles" | "holders">;
};

/**
 * The last requests of workspaces that share a scope, whose identities were resolved, and everything that their
 * resolution can find now. A fixed number of statements, each bounded. `lookUpTypes`: types that may look a profile up
 * under any settings that are compared.
 */
export async function loadPastRequests(
  scopeId: number,
  workspaceIds: readonly number[],
  lookUpTypes: readonly string[],
): Promise<PastRequests> {
  const [rows, rules] = await Promise.all([loadRows(workspaceIds), loadRules(workspaceIds, lookUpTypes)]);
  const planned = rows.flatMap((row) => planOf(row, rules.get(row.input_id)) ?? []);
  const holders = await loadHolders(scopeId, planned);
  const { requests, mpids } = withinProfiles(planned, holders);
  return { requests, state: { profiles: await loadProfiles(mpids), holders } };
}

type Row = { id: Int64; kind: ResolvedKind; input_id: number; received_at: number; body: string };

/** Duplicates and rejected ones resolved nothing and have no body. */
async function loadRows(workspaceIds: readonly number[]): Promise<Row[]> {
  return await query<Row>(
    `SELECT id, kind, input_id, received_at, body
     FROM (
       SELECT b.*, sum(octet_length(b.body)) OVER (ORDER BY b.id DESC) AS bytes
       FROM unnest($1::int[]) AS w (id) CROSS JOIN LATERAL (
         SELECT id, kind, input_id, received_at::float8 AS received_at, body
         FROM batch WHERE workspace_id = w.id ORDER BY seq DESC LIMIT ${ROWS}
       ) AS b
       WHERE b.body IS NOT NULL AND b.kind = ANY($2::text[])
       ORDER BY b.id DESC LIMIT ${REQUESTS}
     ) AS newest
     WHERE bytes <= ${TEXT_BYTES} ORDER BY id DESC`,
    [workspaceIds, RESOLVED_KINDS],
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

function planOf(row: Row, rules: Rules | undefined): PastRequest | null {
  const item = itemOf(row);
  if (!rules || !item?.batch) return null;
  return { batchId: row.id, kind: row.kind, receivedAt: row.received_at, planned: planBatch(item, item.batch, rules) };
}

function itemOf({ kind, body, received_at: receivedAt }: Row): Item | null {
  const raw = parseJson(body);
  if (kind === "batch") {
    const read = readBatch(raw, { receivedAt });
    return read.ok ? { batch: read.batch, warnings: [] } : null;
  }
  const read = readLookUpRequest(kind, raw);
  return read.ok ? { batch: batchOf(read.request), identity: read.request, warnings: [] } : null;
}

async function loadHolders(scopeId: number, requests: readonly PastRequest[]): Promise<Map<string, HolderSet>> {
  const asked = new Map(
    requests.flatMap(({ planned: { environment, recorded } }) =>
      recorded.map(({ type, value, key }) => [key, { scopeId, environment, type, value }] as const),
    ),
  );
  const identities = [...asked.values()];
  const rows = await query<{ ord: number; mpid: Mpid }>(HOLDERS.text, HOLDERS.values({ identities }));
  return holderSets(
    [...asked.keys()],
    rows.map(({ ord, mpid }) => ({ what: "holder", place: ord, id: mpid })),
  );
}

/** The newest requests whose people are not too many to read. */
function withinProfiles(planned: readonly PastRequest[], holders: ReadonlyMap<string, HolderSet>) {
  const mpids = new Set<Mpid>();
  const requests: PastRequest[] = [];
  for (const request of planned) {
    for (const mpid of namedBy(request.planned)) mpids.add(mpid);
    for (const { key } of request.planned.recorded) for (const mpid of holders.get(key)?.mpids ?? []) mpids.add(mpid);
    if (mpids.size > PROFILES) break;
    requests.push(request);
  }
  return { requests, mpids: [...mpids] };
}

async function loadProfiles(mpids: readonly Mpid[]): Promise<State["profiles"]> {
  const rows = await query<ProfileRow>(`SELECT ${PROFILE_COLUMNS} FROM profile p WHERE p.mpid = ANY($1::bigint[])`, [
    mpids,
  ]);
  return new Map(rows.map((row) => [row.mpid, profileFrom(row)]));
}
