import { LOCK_SQL, personLockKeys } from "../identity/lock";
import type { Writer } from "../ingest";
import { encodeArray } from "../ingest/columns";
import { rowsOf } from "../ingest/flight";
import { BEGIN } from "../ingest/ingest";
import type { Attribution } from "../ingest/state";
import type { Prepared } from "../ingest/writer";
import type { Int64, Mpid } from "../int64";
import type { StatusFact } from "../profile/view-types";
import type { AliasProfile, AliasWorkspace } from "./alias-effects";
import type { AliasState, StoredAlias } from "./decide-alias";

/** Begins a transaction in which nobody else writes these people, in the order of all locks. */
export async function beginWith(writer: Writer, mpids: readonly Mpid[]): Promise<void> {
  await writer.fly([BEGIN, { name: "lock", text: LOCK_SQL, values: [encodeArray("bigint", personLockKeys(mpids))] }]);
}

/** The statements whose answers `aliasState` reads, in their order. */
export function aliasStatements(mpids: readonly Mpid[]): Prepared[] {
  const values = [encodeArray("bigint", mpids)];
  return [
    { name: "alias-profiles", text: PROFILES_SQL, values },
    { name: "alias-entries", text: ENTRIES_SQL, values },
  ];
}

const PROFILES_SQL = `
  SELECT mpid, scope_id, environment::text AS environment, first_seen::float8 AS first_seen,
         last_seen::float8 AS last_seen, status
  FROM profile WHERE mpid = ANY($1::bigint[])`;

const ENTRIES_SQL = `
  SELECT id, source_mpid, destination_mpid, start_at::float8 AS start_at, end_at::float8 AS end_at, state
  FROM alias_request
  WHERE (source_mpid = ANY($1::bigint[]) OR destination_mpid = ANY($1::bigint[])) AND state IN ('scheduled', 'executed')`;

type Answers = Awaited<ReturnType<Writer["fly"]>>;

type ProfileRow = {
  mpid: Mpid;
  scope_id: number;
  environment: string;
  first_seen: number;
  last_seen: number;
  status: string;
};

type EntryRow = {
  id: Int64;
  source_mpid: Mpid;
  destination_mpid: Mpid;
  start_at: number;
  end_at: number;
  state: string;
};

export function aliasState([profiles, entries]: Answers): AliasState {
  return {
    profiles: new Map(rowsOf<ProfileRow>(profiles).map((row) => [row.mpid, profileFrom(row)])),
    aliases: rowsOf<EntryRow>(entries).map(entryFrom),
  };
}

function profileFrom(row: ProfileRow): AliasProfile {
  const status: StatusFact[] = JSON.parse(row.status);
  return {
    mpid: row.mpid,
    scopeId: row.scope_id,
    environment: row.environment,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    status,
  };
}

function entryFrom(row: EntryRow): StoredAlias {
  return {
    id: row.id,
    source: row.source_mpid,
    destination: row.destination_mpid,
    start: row.start_at,
    end: row.end_at,
    executed: row.state === "executed",
  };
}

/** What every workspace knows of the people. */
export function workspaceStatement(mpids: readonly Mpid[]): Prepared {
  return {
    name: "alias-workspaces",
    text: `SELECT mpid, workspace_id, first_seen::float8 AS first_seen, attribution
           FROM profile_workspace WHERE mpid = ANY($1::bigint[]) ORDER BY workspace_id`,
    values: [encodeArray("bigint", mpids)],
  };
}

export function workspacesFrom(answered: Answers[number] | undefined): AliasWorkspace[] {
  type Row = { mpid: Mpid; workspace_id: number; first_seen: number; attribution: string };
  return rowsOf<Row>(answered).map((row) => {
    const attribution: Attribution[] = JSON.parse(row.attribution);
    return { mpid: row.mpid, workspaceId: row.workspace_id, firstSeen: row.first_seen, attribution };
  });
}
