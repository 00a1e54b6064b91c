import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askAlias, ledgerOf } from "../../tests/ask-alias";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { peopleOf, send, sendOne, storedBatch } from "../../tests/send";
import { drain } from "../ingest";
import { type Int64, type Mpid, toInt64 } from "../int64";
import { getPerson } from "../profile";
import { executeAlias } from "./index";

const db = await testDatabase();
const NOW = Date.now();
const DAY = 86_400_000;
let org: MadeOrganization;
beforeAll(async () => {
  org = await makeOrganization();
  await db.query("UPDATE workspace SET gdpr_enabled = true WHERE id = $1", [org.workspaces[0].id]);
  await db.query("INSERT INTO gdpr_purpose VALUES ($1, 'ads', 0)", [org.workspaces[0].id]);
});
afterAll(async () => {
  await drain();
  await db.close();
});

let people = 0;
/** A person with something of everything, received `days` ago. */
async function person(days: number, publisher?: string) {
  people += 1;
  const attribution = {
    event_type: "custom_event",
    data: {
      event_name: "attribution",
      custom_event_type: "attribution",
      custom_attributes: { publisher, campaign: "c" },
    },
  };
  const batch = {
    user_identities: { customer_id: `exec-${people}`, email: `exec-${people}@example.test` },
    device_info: { ios_idfv: `V-${people}`, platform: "iOS" },
    mp_deviceid: `exec-stamp-${people}`,
    user_attributes: { plan: `plan-${people}` },
    consent_state: { gdpr: { ads: { consented: true, timestamp_unixtime_ms: 5 } } },
    ...(publisher ? { events: [attribution] } : {}),
  };
  return (await sendOne(org.inputs.ios.key, batch, NOW - days * DAY)).mpid;
}

async function scheduled(source: Mpid, destination: Mpid): Promise<Int64> {
  await askAlias(org.inputs.web.key, { source_mpid: source, destination_mpid: destination });
  const entry = (await ledgerOf(db, source)).at(-1);
  const id = toInt64(entry?.id);
  if (!id || entry?.state !== "scheduled") throw new Error("The alias was not scheduled.");
  return id;
}

const profileOf = async (mpid: Mpid) =>
  (
    await db.query<{ first_seen: number; last_seen: number; status: string }>(
      "SELECT first_seen::float8 AS first_seen, last_seen::float8 AS last_seen, status FROM profile WHERE mpid = $1",
      [mpid],
    )
  )[0];
/** Everything stored, but for what an alias may write. */
async function others(allowed: readonly string[]) {
  const { profiles, changes, ...rest } = await peopleOf(db);
  const untouched = ({ first_seen, last_seen, status, ...row }: Record<string, unknown>) => row;
  return {
    ...rest,
    profiles: profiles.map((row) => (allowed.includes(String(row.mpid)) ? untouched(row) : row)),
    changes,
  };
}

describe("the execution of an alias", () => {
  test("gives the destination the source's first time, the alias time, and both a message; nothing else changes", async () => {
    const [source, destination] = [await person(40), await person(10)];
    const id = await scheduled(source, destination);
    const events = await db.query("SELECT * FROM event ORDER BY id");
    const before = await others([source, destination]);
    const [sourceBefore] = [await profileOf(source)];
    expect(await executeAlias(id, NOW + 1_000)).toBe("executed");
    expect(await profileOf(destination)).toEqual({
      first_seen: NOW - 40 * DAY,
      last_seen: NOW + 1_000,
      status: JSON.stringify([{ code: "merged_from", mpid: source, at: NOW + 1_000 }]),
    });
    expect(await profileOf(source)).toEqual({
      ...sourceBefore,
      status: JSON.stringify([{ code: "aliased_to", mpid: destination, at: NOW + 1_000 }]),
    });
    const after = await others([source, destination]);
    const had = new Set(before.changes.map((row) => JSON.stringify(row)));
    const added = after.changes.filter((row) => !had.has(JSON.stringify(row)));
    expect(added.map(({ mpid }) => mpid).sort()).toEqual([source, destination].sort());
    expect({ ...after, changes: after.changes.filter((row) => !added.includes(row)) }).toEqual(before);
    expect(await db.query("SELECT * FROM event ORDER BY id")).toEqual(events);
    expect(await ledgerOf(db, source)).toMatchObject([{ state: "executed", reason: null, finished_at: NOW + 1_000 }]);
  });

  test.each([
    ["in their order", false],
    ["the later one first", true],
  ])("of two into one profile, %s, keeps the later time, and the first time of what came last", async (_, reversed) => {
    const destination = await person(10);
    const earlier = { at: NOW, days: 40, id: await scheduled(await person(40), destination) };
    const later = { at: NOW + 1, days: 20, id: await scheduled(await person(20), destination) };
    const [first, last] = reversed ? [later, earlier] : [earlier, later];
    for (const { id, at } of [first, last]) expect(await executeAlias(id, at)).toBe("executed");
    const times = { first_seen: NOW - last.days * DAY, last_seen: later.at };
    expect(await profileOf(destination)).toMatchObject(times);
  });

  test("leaves the source as accessible as it was, and itself found by its own identities", async () => {
    const [source, destination] = [await person(40), await person(10)];
    await executeAlias(await scheduled(source, destination), NOW);
    const ws = { workspaceId: org.workspaces[0].id };
    const [from, to] = [
      await getPerson(org.context("Admin"), { ...ws, mpid: source }),
      await getPerson(org.context("Admin"), { ...ws, mpid: destination }),
    ];
    expect(from).toMatchObject({ orphaned: false, status: [{ code: "aliased_to", mpid: destination }] });
    expect(from.identities).toHaveLength(4);
    expect(from.attributes).toHaveLength(1);
    expect(to).toMatchObject({ status: [{ code: "merged_from", mpid: source }] });
    expect(to.identities.some(({ value }) => from.identities.some((one) => one.value === value))).toBe(false);
    const [batch] = await send(org.inputs.ios.key, {
      user_identities: { email: `exec-${people - 1}@example.test`, customer_id: `exec-${people - 1}` },
    });
    expect(batch?.mpid).toBe(source);
  });

  test("copies install attribution, workspace by workspace", async () => {
    const [source, destination] = [await person(40, "Northlight Ads"), await person(10, "Own Ads")];
    const loyalty = await org.addInput({ kind: "ios", workspaceId: org.workspaces[1].id });
    await send(loyalty.key, {
      mpid: source,
      attribution_info: { publisher: "Loyal Ads", campaign: "x" },
      events: [{ event_type: "screen_view", data: { screen_name: "s" } }],
    });
    await executeAlias(await scheduled(source, destination), NOW);
    const rows = await db.query<{ workspace_id: number; attribution: string; inputs: string }>(
      "SELECT workspace_id, attribution, inputs FROM profile_workspace WHERE mpid = $1 ORDER BY workspace_id",
      [destination],
    );
    const publishers = rows.map((row) =>
      JSON.parse(row.attribution).map((one: { publisher: string }) => one.publisher),
    );
    expect(publishers).toEqual([["Own Ads", "Northlight Ads"], ["Loyal Ads"]]);
    expect(rows[1]?.inputs).toBe("{}");
    const person2 = await getPerson(org.context("Admin"), { workspaceId: org.workspaces[0].id, mpid: destination });
    expect(person2.attribution.map(({ publisher }) => publisher).sort()).toEqual(["Northlight Ads", "Own Ads"]);
  });

  test("is told by a row of the stream and by a change of both profiles that belongs to it", async () => {
    const [source, destination] = [await person(40), await person(10)];
    const id = await scheduled(source, destination);
    await executeAlias(id, NOW + 5);
    const changes = await db.query<{ mpid: Mpid; batch_id: Int64; received_at: string; changes: string }>(
      "SELECT mpid, batch_id, received_at, changes FROM profile_change WHERE received_at = $1 AND mpid = ANY($2::bigint[])",
      [NOW + 5, [source, destination]],
    );
    const fields = Object.fromEntries(changes.map((row) => [row.mpid, JSON.parse(row.changes).fields]));
    expect(fields[source]).toEqual({ status: [[], [{ code: "aliased_to", mpid: destination, at: NOW + 5 }]] });
    expect(fields[destination]).toMatchObject({ first_seen: [NOW - 10 * DAY, NOW - 40 * DAY] });
    const [batchId] = [...new Set(changes.map((row) => row.batch_id))];
    if (!batchId) throw new Error("There is no change.");
    const [request] = await db.query<{ request_id: Int64; body: string }>(
      "SELECT request_id, body FROM batch WHERE id = $1",
      [id],
    );
    expect(await storedBatch(db, batchId)).toMatchObject({
      outcome: "executed",
      kind: "alias",
      mpid: null,
      request_id: request?.request_id,
      decision: {
        reasons: [],
        alias: { source, destination },
        changed: { first_seen: [NOW - 10 * DAY, NOW - 40 * DAY] },
      },
    });
  });

  test("happens once, however often and at how many places at once it is asked for", async () => {
    const [source, destination] = [await person(40), await person(10)];
    const id = await scheduled(source, destination);
    const ends = await Promise.all([1, 2, 3, 4, 5].map((n) => executeAlias(id, NOW + n)));
    expect(ends.filter((end) => end === "executed")).toHaveLength(1);
    const before = await peopleOf(db);
    const [{ rows } = { rows: 0 }] = await db.query<{ rows: number }>("SELECT count(*)::int AS rows FROM batch");
    expect(await executeAlias(id, NOW + 99)).toBe("nothing");
    expect(await peopleOf(db)).toEqual(before);
    expect(await db.query("SELECT count(*)::int AS rows FROM batch")).toEqual([{ rows }]);
    expect(JSON.parse((await profileOf(destination))?.status ?? "")).toHaveLength(1);
  });

  test("meets batches of both people without losing anything of either", async () => {
    const [source, destination] = [await person(40), await person(10)];
    const id = await scheduled(source, destination);
    const batches = Array.from({ length: 30 }, (_, n) =>
      send(org.inputs.ios.key, { mpid: n % 2 ? source : destination, user_attributes: { [`a${n}`]: "1" } }, NOW + 1),
    );
    await Promise.all([...batches, executeAlias(id, NOW)]);
    expect(await profileOf(destination)).toMatchObject({ first_seen: NOW - 40 * DAY, last_seen: NOW + 1 });
    expect(JSON.parse((await profileOf(source))?.status ?? "")).toHaveLength(1);
    const [count] = await db.query("SELECT count(*)::int AS n FROM user_attribute WHERE mpid = ANY($1::bigint[])", [
      [source, destination],
    ]);
    expect(count).toEqual({ n: 32 });
  });
});

describe("a scheduled alias that meets another one", () => {
  /** An entry that was written beside the rules, as by a copy of the app whose clock or version differs. */
  const entry = async (source: Mpid, destination: Mpid, state: string, later: boolean) => {
    const [row] = await db.query<{ id: string }>("SELECT max(id) AS id FROM alias_request");
    const id = BigInt(row?.id ?? 0) + (later ? 1n : -1_000n);
    await db.query(
      `INSERT INTO alias_request (id, scope_id, environment, workspace_id, input_id, source_mpid, destination_mpid,
                                  start_at, end_at, requested_at, due_at, state)
       VALUES ($1, $2, 'production', $3, $4, $5, $6, 0, $7, 0, 0, $8)`,
      [
        id.toString(),
        org.workspaces[0].identityScopeId,
        org.workspaces[0].id,
        org.inputs.web.id,
        source,
        destination,
        NOW,
        state,
      ],
    );
  };

  test.each([
    ["that was executed meanwhile, though asked for later", "executed", true, "skipped"],
    ["that was asked for before and is not executed yet", "scheduled", false, "skipped"],
    ["that was asked for later and is not executed yet", "scheduled", true, "executed"],
    ["that was skipped", "skipped", false, "executed"],
  ])("%s", async (_, state, later, end) => {
    const [source, destination, third] = [await person(40), await person(10), await person(5)];
    const id = await scheduled(source, destination);
    await entry(source, third, state, later);
    const before = await profileOf(destination);
    expect(await executeAlias(id, NOW + 7)).toBe(end);
    const own = (await ledgerOf(db, source)).find((row) => row.id === id);
    expect(own).toMatchObject({
      state: end,
      reason: end === "skipped" ? "alias_window_overlaps" : null,
      finished_at: NOW + 7,
    });
    if (end === "executed") return;
    expect(await profileOf(destination)).toEqual(before);
    const [row] = await db.query<{ outcome: string; decision: string }>(
      "SELECT outcome, decision FROM batch WHERE kind = 'alias' AND workspace_id = $1 ORDER BY seq DESC LIMIT 1",
      [org.workspaces[0].id],
    );
    expect(row?.outcome).toBe("skipped");
    expect(JSON.parse(row?.decision ?? "").reasons).toEqual([{ code: "alias_window_overlaps" }]);
  });

  test("or whose profile is gone says so", async () => {
    const [source, destination] = [await person(40), await person(10)];
    const id = await scheduled(source, destination);
    await db.query("DELETE FROM profile WHERE mpid = $1", [source]);
    expect(await executeAlias(id, NOW)).toBe("skipped");
    expect(await ledgerOf(db, source)).toMatchObject([{ state: "skipped", reason: "alias_profile_gone" }]);
  });
});
