import type { Actor } from "../../access/actor";
import { writeAuditRows } from "../../access/audit-rows";
import type { AttributeValue } from "../../batch/types";
import { type Run, transaction } from "../../db";
import { CodedError } from "../../errors";
import { LOCK_SQL, personLockKeys } from "../../identity/lock";
import type { Mpid } from "../../int64";
import { sameValue } from "../attribute-priority";
import type { ValueChanges } from "./read-values";

export type Person = { readonly mpid: Mpid; readonly scopeId: number };

/** The person's account-level values after the change. */
export type AccountValues = Readonly<Record<string, AttributeValue>>;

type Stored = { readonly value: AttributeValue; readonly setBy: string; readonly at: number };
type Change = { readonly key: string; readonly before: Stored | undefined; readonly after: AttributeValue | undefined };

/**
 * Changes account-level values of one person, all or none, under the person's lock: a batch of the same moment sees
 * either all of the change or nothing of it. Throws `not_found` for a person who is not of the scope, and
 * `invalid_input` for a key that is not declared. `at` in epoch ms, now unless told: the demo has a past.
 */
export function changeAccountValues(
  actor: Actor,
  person: Person,
  changes: ValueChanges,
  at?: number,
): Promise<AccountValues> {
  return transaction(async (run) => {
    // A statement of its own: a read in it would see the snapshot from before the wait.
    await run(LOCK_SQL, [personLockKeys([person.mpid]).map(String)]);
    await requirePersonOfScope(run, person);
    const stored = await readDeclared(run, actor.accountId, person.mpid);
    const changed = decideChanges(stored, changes);
    const changedAt = at ?? Date.now();
    await writeValues(run, actor, person.mpid, changed, changedAt);
    await writeAuditRows(
      run,
      actor,
      changedAt,
      changed.map((change) => auditEntry(actor, person.mpid, change, changedAt)),
    );
    return valuesAfter(stored, changed);
  });
}

async function requirePersonOfScope(run: Run, { mpid, scopeId }: Person): Promise<void> {
  const rows = await run("SELECT FROM profile WHERE mpid = $1 AND scope_id = $2", [mpid, scopeId]);
  if (rows.length === 0) throw new CodedError("not_found", "There is no such person.");
}

/** Every declared key with the person's value, undefined for none. The declarations stay until the commit. */
async function readDeclared(run: Run, accountId: number, mpid: Mpid): Promise<Map<string, Stored | undefined>> {
  const rows = await run<{ key: string; value: string | null; set_by: string; updated_at: number }>(
    `SELECT d.key, v.value, v.set_by, v.updated_at::float8 AS updated_at
     FROM account_attribute d LEFT JOIN account_attribute_value v
       ON v.account_id = d.account_id AND v.key = d.key AND v.mpid = $2
     WHERE d.account_id = $1 ORDER BY d.key FOR KEY SHARE OF d`,
    [accountId, mpid],
  );
  return new Map(
    rows.map((row) => [
      row.key,
      row.value === null ? undefined : { value: JSON.parse(row.value), setBy: row.set_by, at: row.updated_at },
    ]),
  );
}

/** Only what becomes otherwise than it is. */
function decideChanges(stored: ReadonlyMap<string, Stored | undefined>, { sets, deletes }: ValueChanges): Change[] {
  const wanted = new Map<string, AttributeValue | undefined>([
    ...deletes.map((key): [string, undefined] => [key, undefined]),
    ...Object.entries(sets),
  ]);
  return [...wanted].flatMap(([key, after]) => {
    if (!stored.has(key)) {
      throw new CodedError("invalid_input", `The attribute "${key}" is not declared account-level.`, { field: key });
    }
    const before = stored.get(key);
    const same = before === undefined || after === undefined ? before === after : sameValue(before.value, after);
    return same ? [] : [{ key, before, after }];
  });
}

async function writeValues(run: Run, actor: Actor, mpid: Mpid, changed: readonly Change[], at: number): Promise<void> {
  if (changed.length === 0) return;
  const text = (value: AttributeValue | undefined) => (value === undefined ? null : JSON.stringify(value));
  await run(
    `WITH changed AS (SELECT * FROM unnest($2::text[], $3::text[], $4::text[]) AS k (key, before, after)),
     gone AS (
       DELETE FROM account_attribute_value v USING changed k
       WHERE v.mpid = $1 AND v.account_id = $5 AND v.key = k.key AND k.after IS NULL
     ),
     kept AS (
       INSERT INTO account_attribute_value (mpid, account_id, key, value, set_by, updated_at)
       SELECT $1, $5, key, after, $6, $9 FROM changed WHERE after IS NOT NULL
       ON CONFLICT (mpid, account_id, key) DO UPDATE SET
         value = excluded.value, set_by = excluded.set_by, updated_at = excluded.updated_at
     )
     INSERT INTO account_attribute_change (mpid, account_id, key, before, after, changed_by, member_id, credential_id,
                                           changed_at)
     SELECT $1, $5, key, before, after, $6, $7, $8, $9 FROM changed`,
    [
      mpid,
      changed.map(({ key }) => key),
      changed.map(({ before }) => text(before?.value)),
      changed.map(({ after }) => text(after)),
      actor.accountId,
      actor.name,
      actor.memberId,
      actor.credentialId,
      at,
    ],
  );
}

/** Who and when, never the value: the audit outlives the person, and is read by roles that see values masked. */
function auditEntry(actor: Actor, mpid: Mpid, { key, before, after }: Change, at: number) {
  return {
    action: after === undefined ? "account_attribute.value.remove" : "account_attribute.value.set",
    targetType: "person",
    targetId: mpid,
    targetName: key,
    ...(before === undefined ? {} : { before: { setBy: before.setBy, setAt: before.at } }),
    ...(after === undefined ? {} : { after: { setBy: actor.name, setAt: at } }),
  };
}

function valuesAfter(stored: ReadonlyMap<string, Stored | undefined>, changed: readonly Change[]): AccountValues {
  const after = new Map(changed.map((change) => [change.key, change.after]));
  return Object.fromEntries(
    [...stored].flatMap(([key, before]) => {
      const value = after.has(key) ? after.get(key) : before?.value;
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
