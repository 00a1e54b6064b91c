import { inflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askAlias, ledgerOf } from "../../tests/ask-alias";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { sendOne } from "../../tests/send";
import { type Decision, decisionSchema } from "../explain/decision";
import { drain } from "../ingest";

process.env.ALIAS_DELAY_MS = "7200000";
const db = await testDatabase();
let org: MadeOrganization;
const NOW = Date.now();
const DAY = 86_400_000;
beforeAll(async () => {
  org = await makeOrganization();
});
afterAll(async () => {
  await drain();
  await db.close();
});

let people = 0;
const person = async (more: object = {}, key = org.inputs.web.key) => {
  people += 1;
  return (await sendOne(key, { user_identities: { customer_id: `alias-${people}` }, ...more }, NOW - 5 * DAY)).mpid;
};
const pair = async () => ({ source_mpid: await person(), destination_mpid: await person() });

type Row = {
  id: string;
  outcome: string;
  kind: string;
  mpid: string | null;
  environment: string | null;
  das: string | null;
  seq: string;
  body: string | null;
  decision: string;
  request_id: string;
};
/** Rows of the stream for alias requests, newest first, with their Decision as the schema reads it. */
async function streamRows(workspaceId = org.workspaces[0].id): Promise<(Row & { parsed: Decision })[]> {
  const rows = await db.query<Row>("SELECT * FROM batch WHERE kind = 'alias' AND workspace_id = $1 ORDER BY seq DESC", [
    workspaceId,
  ]);
  return rows.map((row) => ({ ...row, parsed: decisionSchema.strict().parse(JSON.parse(row.decision)) }));
}
const jobs = (id: string) =>
  db.query<{ task: string; run_at: number; attempts: number }>(
    `SELECT task_identifier AS task, extract(epoch FROM run_at)::float8 * 1000 AS run_at, max_attempts AS attempts
     FROM graphile_worker.jobs WHERE key = $1`,
    [`alias:${id}`],
  );

describe("an alias request", () => {
  test("gets an entry in the ledger, its job and its row of the stream", async () => {
    const data = {
      ...(await pair()),
      start_unixtime_ms: NOW - 9 * DAY,
      end_unixtime_ms: NOW,
      scope: "device",
      device_application_stamp: "stamp-1",
    };
    expect(await askAlias(org.inputs.web.key, data, { request_id: "r-77" }, NOW)).toEqual({ status: "accepted" });
    const [entry] = await ledgerOf(db, data.source_mpid);
    expect(entry).toMatchObject({
      scope_id: org.workspaces[0].identityScopeId,
      environment: "production",
      workspace_id: org.workspaces[0].id,
      input_id: org.inputs.web.id,
      destination_mpid: data.destination_mpid,
      start_at: NOW - 9 * DAY,
      end_at: NOW,
      requested_at: NOW,
      due_at: NOW + 7_200_000,
      finished_at: null,
      state: "scheduled",
      reason: null,
      request_id: "r-77",
      alias_scope: "device",
      das: "stamp-1",
    });
    expect(await jobs(entry?.id ?? "")).toEqual([{ task: "execute_alias", run_at: NOW + 7_200_000, attempts: 11 }]);
    const [row] = await streamRows();
    expect(row).toMatchObject({
      id: entry?.id,
      outcome: "scheduled",
      mpid: null,
      environment: "production",
      das: "stamp-1",
      parsed: {
        reasons: [],
        warnings: [],
        alias: { source: data.source_mpid, destination: data.destination_mpid, dueAt: NOW + 7_200_000 },
      },
    });
    expect(JSON.parse(row?.body ?? "")).toEqual({
      request_id: "r-77",
      request_type: "alias",
      environment: "production",
      data,
    });
    const [raw] = await db.query<{ body: Buffer; path: string }>("SELECT * FROM raw_request WHERE id = $1", [
      row?.request_id,
    ]);
    expect(raw?.path).toBe(`/v1/identity/${org.inputs.web.key}/Alias`);
    expect(inflateSync(raw?.body ?? "").toString()).toContain("api_key");
  });

  test("means the 90 days up to itself when it names no window, and has a longer one cut with a warning", async () => {
    const [first, second] = [await pair(), await pair()];
    await askAlias(org.inputs.web.key, first, {}, NOW);
    expect(await ledgerOf(db, first.source_mpid)).toMatchObject([{ start_at: NOW - 90 * DAY, end_at: NOW }]);
    await askAlias(org.inputs.web.key, { ...second, start_unixtime_ms: 0, end_unixtime_ms: NOW }, {}, NOW);
    expect(await ledgerOf(db, second.source_mpid)).toMatchObject([{ start_at: NOW - 90 * DAY, end_at: NOW }]);
    expect((await streamRows())[0]?.parsed.warnings).toEqual([{ code: "alias_window_cut", params: { limit: 90 } }]);
  });

  test("is numbered in the stream like every batch, without a gap", async () => {
    const [before] = await db.query<{ seq: string }>("SELECT seq FROM workspace_counter WHERE workspace_id = $1", [
      org.workspaces[0].id,
    ]);
    await askAlias(org.inputs.web.key, await pair());
    const [row] = await streamRows();
    // Two people came in between, each with a batch.
    expect(BigInt(row?.seq ?? 0)).toBe(BigInt(before?.seq ?? 0) + 3n);
  });

  test("counts among what its input sent", async () => {
    const sum = async () =>
      (
        await db.query(
          "SELECT sum(batches)::int AS batches, sum(rejected)::int AS rejected FROM input_hour WHERE input_id = $1",
          [org.inputs.ios.id],
        )
      )[0];
    const data = await pair();
    await askAlias(org.inputs.ios.key, data);
    await askAlias(org.inputs.ios.key, { ...data, source_mpid: "77" });
    expect(await sum()).toEqual({ batches: 2, rejected: 1 });
  });

  test("of an input that sends to development means development profiles", async () => {
    const input = await org.addInput({ kind: "web" });
    await db.query("UPDATE input SET is_debug = true WHERE id = $1", [input.id]);
    const data = { source_mpid: await person({}, input.key), destination_mpid: await person({}, input.key) };
    expect(await askAlias(input.key, data)).toEqual({ status: "accepted" });
    expect(await ledgerOf(db, data.source_mpid)).toMatchObject([{ environment: "development", state: "scheduled" }]);
    expect((await streamRows())[0]?.environment).toBe("development");
  });
});

describe("an alias request that is not executed", () => {
  const [old, recent] = [
    { start_unixtime_ms: NOW - 50 * DAY, end_unixtime_ms: NOW - 40 * DAY },
    { start_unixtime_ms: NOW - 30 * DAY, end_unixtime_ms: NOW },
  ];
  test.each([
    [
      "a source's second window overlaps",
      "alias_window_overlaps",
      async () => {
        const first = await pair();
        return [
          { ...first, ...recent },
          { source_mpid: first.source_mpid, destination_mpid: await person(), ...recent },
        ];
      },
    ],
    [
      "the source was a destination",
      "alias_source_was_destination",
      async () => {
        const first = await pair();
        return [
          { ...first, ...old },
          { source_mpid: first.destination_mpid, destination_mpid: await person(), ...recent },
        ];
      },
    ],
    [
      "the destination was a source",
      "alias_destination_was_source",
      async () => {
        const first = await pair();
        return [
          { ...first, ...old },
          { source_mpid: await person(), destination_mpid: first.source_mpid, ...recent },
        ];
      },
    ],
  ])("since %s is accepted all the same; ledger and stream say %s", async (_, reason, make) => {
    const [first = {}, second = {}] = await make();
    expect(await askAlias(org.inputs.web.key, first)).toEqual({ status: "accepted" });
    expect(await askAlias(org.inputs.web.key, second)).toEqual({ status: "accepted" });
    const entry = (await ledgerOf(db, String("source_mpid" in second ? second.source_mpid : ""))).at(-1);
    expect(entry).toMatchObject({ state: "skipped", reason, finished_at: entry?.requested_at });
    expect(await jobs(entry?.id ?? "")).toEqual([]);
    const [row] = await streamRows();
    expect(row).toMatchObject({ outcome: "skipped", parsed: { reasons: [{ code: reason }] } });
    expect(row?.parsed.alias).not.toHaveProperty("dueAt");
  });

  test("does not stand in the way of later ones", async () => {
    const first = await pair();
    const other = await person();
    await askAlias(org.inputs.web.key, { ...first, ...recent });
    await askAlias(org.inputs.web.key, { source_mpid: first.source_mpid, destination_mpid: other, ...recent });
    // The skipped one would make `other` a destination.
    await askAlias(org.inputs.web.key, { source_mpid: other, destination_mpid: await person(), ...recent });
    expect(await ledgerOf(db, other)).toMatchObject([{ state: "scheduled" }]);
  });

  test("is the same one when several ask at once: exactly one is scheduled", async () => {
    const asked = await Promise.all(Array.from({ length: 12 }, async () => ({ ...(await pair()), ...recent })));
    const both = asked.flatMap((data) => [data, data]);
    const answers = await Promise.all(both.map((data) => askAlias(org.inputs.web.key, data)));
    expect(answers).toEqual(both.map(() => ({ status: "accepted" })));
    for (const { source_mpid } of asked) {
      const states = (await ledgerOf(db, source_mpid)).map(({ state }) => state);
      expect(states.sort()).toEqual(["scheduled", "skipped"]);
    }
  });
});

describe("an alias request that is refused", () => {
  const refusedRow = async (reason: object, workspaceId?: number) => {
    const [row] = await streamRows(workspaceId);
    expect(row).toMatchObject({ outcome: "rejected", kind: "alias", parsed: { reasons: [reason] } });
  };

  test.each(["source", "destination"])("since nobody has the %s's MPID", async (which) => {
    const data = { ...(await pair()), [`${which}_mpid`]: "4711" };
    expect(await askAlias(org.inputs.web.key, data)).toEqual({
      status: "bad_request",
      message: `No profile of this scope and environment has the MPID of the ${which}.`,
    });
    await refusedRow({ code: "alias_unknown_mpid", params: { which } });
    expect(await ledgerOf(db, data.source_mpid)).toEqual([]);
  });

  test("since the profiles are of the other environment, or of another scope", async () => {
    const data = await pair();
    expect(await askAlias(org.inputs.web.key, data, { environment: "development" })).toMatchObject({
      status: "bad_request",
    });
    const foreign = await org.addInput({ kind: "web", workspaceId: org.workspaces[2].id });
    expect(await askAlias(foreign.key, data)).toMatchObject({ status: "bad_request" });
    const sibling = await org.addInput({ kind: "web", workspaceId: org.workspaces[1].id });
    expect(await askAlias(sibling.key, data)).toEqual({ status: "accepted" });
  });

  test("since its window ends before it starts", async () => {
    const data = { ...(await pair()), start_unixtime_ms: NOW, end_unixtime_ms: NOW - 1 };
    expect(await askAlias(org.inputs.web.key, data)).toMatchObject({ status: "bad_request" });
    await refusedRow({ code: "invalid_request", params: { message: "The start of the window lies after its end." } });
  });

  test("since it can't be read: the row knows no environment and has no body", async () => {
    expect(await askAlias(org.inputs.web.key, {}, { environment: "unknown" })).toMatchObject({ status: "bad_request" });
    const [row] = await streamRows();
    expect(row).toMatchObject({ outcome: "rejected", environment: null, body: null });
  });

  test("since a feed sent it", async () => {
    expect(await askAlias(org.inputs.custom.key, await pair())).toMatchObject({ status: "forbidden" });
    await refusedRow({ code: "alias_not_for_feeds" });
  });

  test.each([
    ["profile_isolation", "forbidden"],
    ["best_match", "forbidden"],
    ["profile_link", "accepted"],
    ["profile_conversion", "accepted"],
  ])("or not, by the strategy: %s is %s; the change counts at once", async (strategy, status) => {
    const other = await makeOrganization();
    const { web } = other.inputs;
    const data = { source_mpid: await person({}, web.key), destination_mpid: await person({}, web.key) };
    await db.query("UPDATE identity_scope SET strategy = $1 WHERE id = $2", [
      strategy,
      other.workspaces[0].identityScopeId,
    ]);
    await db.query("UPDATE input SET rules_version = rules_version + 1 WHERE id = $1", [web.id]);
    expect(await askAlias(web.key, data)).toMatchObject({ status });
    if (status === "forbidden") await refusedRow({ code: "alias_not_with_strategy" }, other.workspaces[0].id);
    expect(await ledgerOf(db, data.source_mpid)).toHaveLength(status === "accepted" ? 1 : 0);
  });

  test("since the input was disabled meanwhile: no row is left", async () => {
    const input = await org.addInput({ kind: "web" });
    const data = await pair();
    await askAlias(input.key, data);
    await db.query("UPDATE input SET enabled = false, rules_version = rules_version + 1 WHERE id = $1", [input.id]);
    const before = (await streamRows()).length;
    expect(await askAlias(input.key, data)).toEqual({ status: "forbidden", message: "The input is not active." });
    expect(await streamRows()).toHaveLength(before);
  });
});
